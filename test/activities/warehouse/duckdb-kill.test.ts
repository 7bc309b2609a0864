import { spawnSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

import { describe, expect, onTestFinished, test } from 'vitest'

import { openDuckDb } from '../../../activities/warehouse/duckdb.ts'
import { expression, sql } from '../../../pipelines/define.ts'
import { Scene } from '../../contract/warehouse/scene.ts'
import { daily, keyTable, paths, visits } from '../../contract/warehouse/tables.ts'
import { startChild } from '../../support/child.ts'
import { createSite, duckDbChild, SCHEMAS } from '../../support/duckdb-site.ts'
import { parquetFrom } from '../../support/parquet.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** So many rows of one day, some megabytes for each hundred thousand. */
const rowsOf = (day: string, rows: number) =>
  parquetFrom(
    `SELECT DATE '${day}' AS date, '/' || md5(n::VARCHAR) AS path, n / 7 AS views FROM range(${rows}) AS r(n)`,
  )

const FIRST = 1000
const scope = { run: 'parent', runDay: '2026-02-01' }

/** A file whose first day is published. */
async function made(): Promise<string> {
  const site = await createSite()
  onTestFinished(() => site.remove())
  const create = () => Promise.resolve(site)
  const scene = await Scene.prepared({ create, lend: create })
  const window = { from: '2026-01-01', to: '2026-01-01' }
  const file = await rowsOf('2026-01-01', FIRST)
  await scene.warehouse.append({ table: visits, file, window }, () => [], scope)
  await scene.release([daily, paths], { run: scope })
  await scene.warehouse.close()
  return site.path
}

/** How many rows there are of each table, and what is staged, after a kill. */
async function reopened(path: string) {
  const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
  const [counts] = await warehouse.query(
    sql`select (select count(*) from ${visits}) as visits, (select count(*) from ${daily}) as daily,
      (select count(*) from ${paths}) as paths, (select latest_data from ${keyTable}) as latest`,
    scope,
  )
  const current = await warehouse.isCurrent(daily, scope)
  const runs = await warehouse.stagedRuns()
  await warehouse.close()
  return { ...counts, current, runs }
}

/** How many rows of replaced days are kept. */
async function archived(path: string): Promise<unknown> {
  const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
  const table = expression(`${SCHEMAS.ops}.archive_visits`)
  const [row] = await warehouse.query(sql`select count(*) as n from ${table}`, scope)
  await warehouse.close()
  return row?.['n']
}

/** What a child says that has replaced the first day, or did so before it was killed. */
const REPLACED = `changed 2026-01-01 ${FIRST - 1} 1`

const before = {
  visits: FIRST,
  daily: 1,
  paths: FIRST,
  latest: '2026-01-01',
  current: true,
  runs: [],
}
const MORE = 5000
const appended = { ...before, visits: FIRST + MORE, current: false }
const staged = { ...appended, runs: ['child'] }
const after = {
  visits: FIRST + MORE,
  daily: 2,
  paths: FIRST + MORE,
  latest: '2026-01-02',
  current: true,
  runs: [],
}

describe('a process that is killed', () => {
  test.each([
    {
      killed: 'with an append not committed',
      does: 'append-uncommitted',
      says: 'inserted',
      wanted: before,
    },
    {
      killed: 'with an append committed',
      does: 'append-slowly',
      says: 'appended',
      wanted: appended,
    },
    {
      killed: 'with a publication not committed',
      does: 'publish-uncommitted',
      says: 'swapped',
      wanted: staged,
    },
    { killed: 'with a publication committed', does: 'publish', says: 'published', wanted: after },
  ])('$killed leaves the tables whole', async ({ does, says, wanted }) => {
    const path = await made()
    const child = startChild(duckDbChild(does, path, await rowsOf('2026-01-02', MORE)))
    await child.said(says)
    await child.kill()
    expect(await reopened(path)).toEqual(wanted)
  })

  test.each([0, 50, 150, 400])(
    '%d ms into a long append leaves all of it or nothing',
    async (wait) => {
      const path = await made()
      const rows = 1_000_000
      const child = startChild(duckDbChild('append-slowly', path, await rowsOf('2026-01-02', rows)))
      await child.said('appending')
      await setTimeout(wait)
      await child.kill()
      const found = await reopened(path)
      expect([before, { ...appended, visits: FIRST + rows }]).toContainEqual(found)
    },
  )

  test.each([
    { killed: 'not committed', does: 'replace-uncommitted', says: 'replaced', rows: FIRST },
    { killed: 'committed', does: 'replace', says: REPLACED, rows: FIRST - 1 },
  ])(
    'with days replaced and $killed leaves the table whole, and is done once',
    async ({ does, says, rows }) => {
      const path = await made()
      const file = await parquetFrom(
        `SELECT DATE '2026-01-01' AS date, '/' || md5(n::VARCHAR) AS path, n / 3 + 1 AS views FROM range(${FIRST - 1}) AS r(n)`,
      )
      const child = startChild(duckDbChild(does, path, file))
      await child.said(says)
      await child.kill()
      expect(await reopened(path)).toMatchObject({ visits: rows, current: rows === FIRST })
      const again = startChild(duckDbChild('replace', path, file))
      await again.said(REPLACED)
      await again.kill()
      expect(await reopened(path)).toMatchObject({ visits: FIRST - 1, current: false })
      expect(await archived(path)).toBe(FIRST)
    },
  )

  test('in a publication lets the next run publish', async () => {
    const path = await made()
    const child = startChild(
      duckDbChild('publish-uncommitted', path, await rowsOf('2026-01-02', MORE)),
    )
    await child.said('swapped')
    await child.kill()
    const again = startChild(duckDbChild('publish', path, await rowsOf('2026-01-03', 1)))
    await again.said('published')
    await again.kill()
    expect(await reopened(path)).toEqual({
      ...after,
      visits: FIRST + MORE + 1,
      daily: 3,
      paths: FIRST + MORE + 1,
      latest: '2026-01-03',
    })
  })
})

/** A file system of its own for one process needs a mount, which not every machine allows. */
const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0

test.skipIf(!mayMount)(
  'a full disk is told, and leaves the tables whole (needs: unshare -rm)',
  async () => {
    const folder = temporaryFolder()
    const [, child = '', ...rest] = duckDbChild(
      'fill-disk',
      `${folder}/ees.duckdb`,
      await rowsOf('2026-01-02', 500_000),
    )
    const script = `mount -t tmpfs -o size=6m tmpfs ${folder} && exec ${[process.execPath, child, ...rest].map((word) => `'${word}'`).join(' ')}`
    const lines = await startChild(['unshare', '-rm', 'sh', '-c', script]).lines()
    expect(lines).toEqual([
      expect.stringMatching(/the disk is full; the tables are as they were. Make room/),
      '0 rows',
      '0 rows',
    ])
  },
)
