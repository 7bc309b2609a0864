import { expect, test } from 'vitest'

import { appTable, type Columns, rawTable, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene } from './scene.ts'
import { daily, topics, visits } from './tables.ts'

const TABLES = [visits, topics, daily]

/** The table of visits as another version of the program declares it. */
const visitsWith = (columns: Columns, nullable: readonly string[] = []) =>
  rawTable('visits', { columns, nullable, source: { kind: 'frozen' } })

const whats = async (scene: Scene, ...tables: Parameters<Scene['warehouse']['lacks']>[0]) =>
  (await scene.warehouse.lacks(tables, 'sandbox')).map(({ what }) => what)

export function migrateContract(harness: WarehouseHarness): void {
  test('says what an empty warehouse lacks, and makes none of it; then makes all of it, once', async () => {
    const scene = await Scene.empty(harness)
    const lacks = await scene.warehouse.lacks(TABLES, 'sandbox')
    const said = lacks.map(({ what }) => what).join('\n')
    for (const name of ['visits', 'topics', 'daily', 'runs', 'findings'])
      expect(said).toMatch(new RegExp(`the table \\w+\\.${name} is missing`))
    expect(said.match(/the schema \w+ is missing/g)).toHaveLength(3)
    expect(await scene.warehouse.lacks(TABLES, 'sandbox')).toEqual(lacks)
    await scene.warehouse.migrate(TABLES, 'sandbox')
    expect(await whats(scene, ...TABLES)).toEqual([])
    await scene.warehouse.migrate(TABLES, 'sandbox')
    await scene.append(visits, [['2026-01-01', '/a', 1]])
    expect(await scene.rows(visits)).toEqual([['2026-01-01', '/a', 1]])
  })

  test('adds a column that rows may lack, and leaves the rows', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, [['2026-01-01', '/a', 1]])
    const newer = visitsWith({ ...visits.columns, referrer: 'STRING', clicks: 'INT' }, [
      'referrer',
      'clicks',
    ])
    await expect(scene.warehouse.prepare([newer], 'sandbox')).rejects.toThrow('referrer')
    expect(await whats(scene, newer)).toEqual([
      expect.stringMatching(/in \w+\.visits the column referrer STRING is missing/),
      expect.stringMatching(/in \w+\.visits the column clicks INT is missing/),
    ])
    await scene.warehouse.migrate([newer], 'sandbox')
    expect(await whats(scene, newer)).toEqual([])
    await scene.append(newer, [['2026-01-02', '/b', 2, 'x', 3]])
    expect(await scene.rows(newer)).toEqual([
      ['2026-01-01', '/a', 1, null, null],
      ['2026-01-02', '/b', 2, 'x', 3],
    ])
  })

  test('refuses all that it does not understand together, and then changes nothing', async () => {
    const scene = await Scene.prepared(harness)
    await scene.site.byHand(
      sql`create view ${rawTable('seen', { columns: {}, source: { kind: 'frozen' } })} as select 1 as one`,
    )
    const tables = [
      visitsWith({ date: 'DATE', path: 'DOUBLE', hits: 'DOUBLE', referrer: 'STRING' }, [
        'referrer',
      ]),
      rawTable('seen', { columns: { one: 'INT' }, source: { kind: 'frozen' } }),
      rawTable('further', { columns: { one: 'INT' }, source: { kind: 'frozen' } }),
    ]
    const before = await scene.warehouse.lacks(tables, 'sandbox')
    await expect(scene.warehouse.migrate(tables, 'sandbox')).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(
        /path is (VARCHAR|STRING).*hits DOUBLE is missing.*views is unknown.*seen is a view/,
      ),
    })
    expect(before.map(({ by }) => by)).toEqual(expect.arrayContaining(['run', 'migrate', 'person']))
    expect(await scene.warehouse.lacks(tables, 'sandbox')).toEqual(before)
  })

  test('adopts tables that nobody marked, as they are, for live sources alone', async () => {
    const scene = await Scene.empty(harness)
    await scene.site.byHand(sql`create table ${topics} (title STRING, slug STRING)`)
    await scene.site.byHand(sql`insert into ${topics} values ('a title', 'slug')`)
    await expect(scene.warehouse.migrate([topics], 'sandbox')).rejects.toThrow(/holds.*live/)
    await scene.warehouse.migrate([topics], 'live')
    expect(await scene.rows(topics)).toEqual([['slug', 'a title']])
    expect(await scene.ops('warehouse')).toMatchObject([{ sources: 'live' }])
  })

  test('leaves an app table with other columns to the update that builds it', async () => {
    const scene = await Scene.prepared(harness)
    const other = appTable('daily', {
      columns: { date: 'DATE', views: 'BIGINT', paths: 'BIGINT' },
      key: ['date'],
      sql: sql`select date, cast(sum(views) as bigint) as views, count(*) as paths from ${visits} group by date`,
    })
    await scene.warehouse.migrate([other], 'sandbox')
    const lacks = await scene.warehouse.lacks([other], 'sandbox')
    expect(lacks.map(({ by }) => by)).toEqual(['build'])
    await scene.append(visits, [['2026-01-01', '/a', 1]])
    await scene.release([other])
    expect(await scene.warehouse.lacks([other], 'sandbox')).toEqual([])
  })
}
