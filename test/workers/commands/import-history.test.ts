import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, expect, test } from 'vitest'

import { DuckDbFile } from '../../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../../activities/warehouse/duckdb-names.ts'
import { readGraph } from '../../../workers/station.ts'
import { historyFile, historyFolder } from '../../support/base.ts'
import { ees, type Said } from '../../support/ees.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const { raw } = await readGraph()
const FROZEN = raw.filter(({ source }) => source.kind === 'frozen').map(({ name }) => name)
const SUMMARY = 'ees_ua_service_summary'

let history: string
let loaded: string
beforeAll(async () => {
  history = await historyFolder()
  loaded = await historyFile()
})

interface Case {
  /** A copy of the history, to be spoilt. */
  readonly folder: string
  readonly file: string
}

function newCase(): Case {
  const root = temporaryFolder()
  const folder = join(root, 'history')
  cpSync(history, folder, { recursive: true })
  return { folder, file: join(root, 'warehouse', 'ees.duckdb') }
}

const load = ({ folder, file }: Case): Promise<Said> =>
  ees(['import-history', folder], { DUCKDB_PATH: file })

/** Rewrites a file of the history by a select, in which `rows` are the rows it has. */
async function rewrite({ folder }: Case, select: string, ending = 'parquet'): Promise<void> {
  const duckdb = await DuckDbFile.open(':memory:')
  const file = join(folder, `${SUMMARY}.parquet`)
  await duckdb.session(async (session) => {
    await session.run(`CREATE TABLE rows AS FROM read_parquet(${literal(file)})`)
    rmSync(file)
    const target = literal(join(folder, `${SUMMARY}.${ending}`))
    await session.run(`COPY (${select}) TO ${target} (FORMAT ${ending})`)
  })
  await duckdb.close()
}

/** What the frozen tables of a warehouse hold, in short. */
async function rowsIn({ file }: Case): Promise<unknown> {
  const duckdb = await DuckDbFile.open(file)
  try {
    return await duckdb.session((session) =>
      Promise.all(
        FROZEN.map((table) =>
          session.rows(
            `SELECT count(*) AS n, sum(hash(${table}))::VARCHAR AS rows FROM analytics_raw.${table}`,
          ),
        ),
      ),
    )
  } finally {
    await duckdb.close()
  }
}

/** One error, on standard error alone. */
function expectRefused({ code, stdout, stderr }: Said, ...parts: readonly string[]): void {
  for (const part of parts) expect(stderr).toContain(part)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr.trim().split('\n')).toHaveLength(1)
}

test('loads every frozen table from parquet files, and says how many rows', async () => {
  const given = newCase()
  const { code, stdout, stderr } = await load(given)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.match(/^ {2}ees_\w+ +[\d,]+ rows$/gm)).toHaveLength(FROZEN.length)
  expect(await rowsIn(given)).toEqual(await rowsIn({ ...given, file: loaded }))
})

test('loads the same from CSV files', async () => {
  const given = newCase()
  const duckdb = await DuckDbFile.open(':memory:')
  await duckdb.session(async (session) => {
    for (const name of readdirSync(given.folder)) {
      const file = join(given.folder, name)
      const csv = literal(file.replace('.parquet', '.csv'))
      await session.run(`COPY (FROM read_parquet(${literal(file)})) TO ${csv} (FORMAT csv)`)
      rmSync(file)
    }
  })
  await duckdb.close()
  expect((await load(given)).code).toBe(0)
  expect(await rowsIn(given)).toEqual(await rowsIn({ ...given, file: loaded }))
})

test('loaded twice, the same rows are let be, and others are refused', async () => {
  const given = newCase()
  mkdirSync(join(given.file, '..'))
  copyFileSync(loaded, given.file)
  const again = await load(given)
  expect(again.code).toBe(0)
  expect(again.stdout.match(/was loaded before, with the same rows/g)).toHaveLength(FROZEN.length)

  const before = await rowsIn(given)
  await rewrite(given, `SELECT * REPLACE (sessions + 1 AS sessions) FROM rows`)
  const other = await load(given)
  expect(other.code).toBe(1)
  expect(other.stderr).toContain(`Loading the history of ${SUMMARY}`)
  expect(other.stderr).toContain('History is loaded once')
  expect(await rowsIn(given)).toEqual(before)
})

const FAULTY: readonly [string, string, string, string[]][] = [
  [
    'a column is missing',
    'parquet',
    'SELECT * EXCLUDE (sessions) FROM rows',
    ['sessions', 'missing'],
  ],
  ['a column is missing', 'csv', 'SELECT * EXCLUDE (sessions) FROM rows', ['sessions', 'missing']],
  [
    'a column is not of the table',
    'parquet',
    'SELECT *, 1 AS users FROM rows',
    ['users', 'not of'],
  ],
  ['a column is not of the table', 'csv', 'SELECT *, 1 AS users FROM rows', ['users', 'not of']],
  [
    'a column is of another type',
    'parquet',
    `SELECT * REPLACE (sessions::VARCHAR AS sessions) FROM rows`,
    ['sessions is VARCHAR', 'wanted is DOUBLE'],
  ],
  [
    'a cell is of another type',
    'csv',
    `SELECT * REPLACE ('many' AS sessions) FROM rows`,
    ['sessions', 'many'],
  ],
  ['there are no rows', 'parquet', 'FROM rows LIMIT 0', ['no rows']],
  ['there are no rows', 'csv', 'FROM rows LIMIT 0', ['no rows']],
]

test.each(FAULTY)(
  'where %s (%s), nothing at all is loaded',
  async (...[, ending, select, said]) => {
    const given = newCase()
    await rewrite(given, select, ending)
    expectRefused(await load(given), SUMMARY, ...said, 'nothing was loaded')
  },
)

test('where a file is missing, it is named', async () => {
  const given = newCase()
  rmSync(join(given.folder, `${SUMMARY}.parquet`))
  const said = await load(given)
  expectRefused(said, given.folder, `neither ${SUMMARY}.parquet nor ${SUMMARY}.csv`)
})

test.each(['parquet', 'csv'])('where a %s file holds nothing, it is named', async (ending) => {
  const given = newCase()
  rmSync(join(given.folder, `${SUMMARY}.parquet`))
  const file = join(given.folder, `${SUMMARY}.${ending}`)
  writeFileSync(file, '')
  expectRefused(await load(given), `Reading ${file}`, 'nothing was loaded')
})

test('where there is no such folder, or it is a file, that is said', async () => {
  const given = newCase()
  const absent = join(given.folder, 'absent')
  expectRefused(await load({ ...given, folder: absent }), absent, 'no such folder')
  const file = join(given.folder, `${SUMMARY}.parquet`)
  expectRefused(await load({ ...given, folder: file }), file, 'it is no folder')
})

test('without a folder it says how it is used', async () => {
  const { code, stderr } = await ees(['import-history'])
  expect(code).toBe(2)
  expect(stderr).toContain("missing required argument 'dir'")
})
