import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { DuckDbFile, type Session } from '../../../activities/warehouse/duckdb-file.ts'
import { ees } from '../../support/ees.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const migrate = (file: string, ...more: string[]) =>
  ees(['migrate', ...more], { DUCKDB_PATH: file })

const newFile = () => join(temporaryFolder(), 'ees.duckdb')

async function byHand<T>(file: string, work: (session: Session) => Promise<T>): Promise<T> {
  const opened = await DuckDbFile.open(file)
  try {
    return await opened.session(work)
  } finally {
    await opened.close()
  }
}

async function migrated(): Promise<string> {
  const file = newFile()
  expect(await migrate(file)).toMatchObject({ code: 0, stderr: '' })
  return file
}

/** All tables with their columns, and which objects they are. */
const tables = (file: string) =>
  byHand(file, (session) =>
    session.rows(
      'SELECT schema_name, table_name, table_oid, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL',
    ),
  )

test('makes all of an empty warehouse, and then finds nothing to do', async () => {
  const file = newFile()
  const first = await migrate(file)
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toMatch(/^Mended:\n- the schema analytics_raw is missing$/m)
  expect(first.stdout).toMatch(/^- the table analytics_raw\.ees_ga4_page is missing$/m)
  const made = await tables(file)
  const again = await migrate(file)
  expect(again.stdout).toBe(
    'Nothing is to be done: all is as this version of the program wants it.\n',
  )
  expect(await tables(file)).toEqual(made)
})

test('a dry run prints statements that do the same, and makes not even the file', async () => {
  const file = newFile()
  const { code, stdout } = await migrate(file, '--dry-run')
  expect(code).toBe(0)
  expect(existsSync(file)).toBe(false)
  await byHand(file, (session) => session.run(stdout))
  expect((await migrate(file, '--dry-run')).stdout).toMatch(/^-- Nothing is to be done/)
})

test('a dry run of what is to be altered alters nothing', async () => {
  const file = await migrated()
  await byHand(file, (session) =>
    session.run('ALTER TABLE analytics_ops.steps DROP COLUMN message'),
  )
  const before = await tables(file)
  const dry = await migrate(file, '--dry-run')
  expect(dry.stdout).toBe('ALTER TABLE "analytics_ops"."steps" ADD COLUMN "message" VARCHAR;\n')
  expect(await tables(file)).toEqual(before)
  expect((await migrate(file)).stdout).toBe(
    'Mended:\n- in analytics_ops.steps the column message STRING is missing\n',
  )
  expect((await migrate(file)).stdout).toMatch(/^Nothing is to be done/)
})

test('lists all that it does not understand, and changes nothing', async () => {
  const file = await migrated()
  await byHand(file, (session) =>
    session.run(`
      DROP TABLE analytics_raw.ees_ga4_hourly;
      ALTER TABLE analytics_raw.ees_ga4_page DROP COLUMN pagePath;
      ALTER TABLE analytics_raw.ees_ga4_page ADD COLUMN note VARCHAR;
      ALTER TABLE analytics_raw.ees_search_console ALTER clicks TYPE VARCHAR;
      DROP TABLE analytics_raw.ees_ua_page;
      CREATE VIEW analytics_raw.ees_ua_page AS SELECT 1 AS one;
      UPDATE analytics_ops.warehouse SET schema_version = 7`),
  )
  const before = await tables(file)
  for (const more of [[], ['--dry-run']]) {
    const { code, stdout, stderr } = await migrate(file, ...more)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    for (const said of [
      'in analytics_raw.ees_ga4_page the column pagePath STRING is missing',
      'in analytics_raw.ees_ga4_page the column note is unknown',
      'in analytics_raw.ees_search_console the column clicks is VARCHAR',
      'analytics_raw.ees_ua_page is a view, wanted is a table',
      'its schema analytics_ops has version 7, this program writes version 1',
      'ALTER TABLE',
      'Nothing was changed.',
    ])
      expect(stderr).toContain(said)
    expect(stderr).not.toContain('ees_ga4_hourly')
    expect(await tables(file)).toEqual(before)
  }
})

test('wider types are adopted as they are', async () => {
  const file = await migrated()
  await byHand(file, (session) =>
    session.run('ALTER TABLE analytics_ops.steps ALTER attempt TYPE BIGINT'),
  )
  const before = await tables(file)
  expect((await migrate(file)).stdout).toMatch(/^Nothing is to be done/)
  expect(await tables(file)).toEqual(before)
})

test('another process that holds the file is named', async () => {
  const file = await migrated()
  const held = await DuckDbFile.open(file)
  onTestFinished(() => held.close())
  const { code, stderr } = await migrate(file)
  expect(code).toBe(1)
  expect(stderr).toContain(`(PID ${process.pid}) holds it`)
})
