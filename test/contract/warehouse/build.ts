import { expect, test } from 'vitest'

import { appTable, published, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { APP, cells, daily, dailyByHundreds, paths, total, visits } from './tables.ts'

const rows = [
  ['2026-01-01', '/a', 1],
  ['2026-01-01', '/b', 2],
  ['2026-01-02', '/a', 3],
] as const
const days = [
  ['2026-01-01', 3],
  ['2026-01-02', 3],
]

export function buildContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, rows)
    return scene
  }
  /** The tables, current or not, as a later run finds them. */
  const current = ({ warehouse }: Scene, run = scope('later')) =>
    Promise.all(APP.map((table) => warehouse.isCurrent(table, run)))

  test('what a run has built only this run sees', async () => {
    const scene = await filled()
    expect(await scene.warehouse.build(daily, scope('r1'))).toBe(2)
    expect(await scene.rows(daily, scope('r1'))).toEqual(days)
    expect(await scene.rows(daily, scope('r2'))).toEqual([])
    const both = sql`select (select count(*) from ${daily}) as mine, (select count(*) from ${published(daily)}) as theirs`
    expect(await scene.warehouse.query(both, scope('r1'))).toEqual([{ mine: 2, theirs: 0 }])
  })

  test('a child reads what its run has built of its parent', async () => {
    const scene = await filled()
    await scene.warehouse.build(daily, scope('r1'))
    await scene.warehouse.build(total, scope('r1'))
    await scene.warehouse.build(total, scope('r2'))
    expect(await scene.rows(total, scope('r1'))).toEqual([[2, 6]])
    expect(await scene.rows(total, scope('r2'))).toEqual([[0, null]])
  })

  test('a table built again replaces what the run has built of it', async () => {
    const scene = await filled()
    await scene.warehouse.build(daily, scope())
    await scene.append(visits, [['2026-01-03', '/a', 4]])
    expect(await scene.warehouse.build(daily, scope())).toBe(3)
    expect(await scene.rows(daily, scope())).toEqual([...days, ['2026-01-03', 4]])
  })

  test('the columns are as declared, whatever the order and types of the select', async () => {
    const scene = await filled()
    const turned = appTable('daily', {
      columns: { date: 'DATE', views: 'DOUBLE' },
      key: ['date'],
      sql: sql`select cast(count(*) as bigint) as views, cast(date as timestamp) as date from ${visits} group by date`,
    })
    await scene.warehouse.build(turned, scope())
    expect(await scene.rows(turned, scope())).toEqual([
      ['2026-01-01', 2],
      ['2026-01-02', 1],
    ])
  })

  test('a build that fails leaves nothing, and says which table was built', async () => {
    const scene = await filled()
    const broken = appTable('daily', {
      columns: { date: 'DATE', views: 'DOUBLE' },
      key: ['date'],
      sql: sql`select date, lost_column as views from ${visits}`,
    })
    await expect(scene.warehouse.build(broken, scope())).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(/daily.*lost_column/s),
    })
    expect(await scene.warehouse.stagedRuns()).toEqual([])
  })

  test('tables are current once they are published, and only then', async () => {
    const scene = await filled()
    expect(await current(scene)).toEqual([false, false, false, false])
    for (const table of APP) await scene.warehouse.build(table, scope())
    expect(await current(scene)).toEqual([false, false, false, false])
    await scene.release(APP)
    expect(await current(scene)).toEqual([true, true, true, true])
  })

  test('an append makes outdated what reads the table, and by their parents what reads these', async () => {
    const scene = await filled()
    await scene.release(APP)
    await scene.append(cells, [['2026-01-01', null, null, null, null, null]])
    expect(await current(scene)).toEqual([true, true, true, true])
    await scene.append(visits, [['2026-01-03', '/a', 4]])
    expect(await current(scene)).toEqual([false, false, true, true])
    await scene.warehouse.build(daily, scope('later'))
    expect(await current(scene)).toEqual([false, false, false, false])
    expect(await current(scene, scope('another'))).toEqual([false, false, true, true])
  })

  test('an append that was undone makes nothing outdated', async () => {
    const scene = await filled()
    await scene.release(APP)
    const judge = () => {
      throw new Error('As the test wants it.')
    }
    await expect(scene.append(visits, [['2026-01-03', '/a', 4]], { judge })).rejects.toThrow(
      'As the test wants it.',
    )
    expect(await current(scene)).toEqual([true, true, true, true])
  })

  test('other SQL makes a table outdated, and another day only one that asks for it', async () => {
    const scene = await filled()
    await scene.release(APP)
    expect(await scene.warehouse.isCurrent(dailyByHundreds, scope('later'))).toBe(false)
    expect(await current(scene, scope('later', '2026-02-02'))).toEqual([true, true, true, false])
  })

  test('discards what a run has staged, all of it or one table, and nothing else', async () => {
    const scene = await filled()
    await scene.release([paths], { run: scope('r0') })
    for (const run of ['r1', 'r2']) {
      await scene.warehouse.build(daily, scope(run))
      await scene.warehouse.build(total, scope(run))
    }
    expect([...(await scene.warehouse.stagedRuns())].sort()).toEqual(['r1', 'r2'])
    await scene.warehouse.discard('r1', daily)
    expect(await scene.rows(daily, scope('r1'))).toEqual([])
    expect(await scene.rows(total, scope('r1'))).toEqual([[2, 6]])
    await scene.warehouse.discard('r1')
    expect(await scene.warehouse.stagedRuns()).toEqual(['r2'])
    expect(await scene.rows(daily, scope('r2'))).toEqual(days)
    expect(await scene.rows(paths)).toEqual(rows)
    await scene.warehouse.discard('r1')
  })

  test.each(['', 'R1', 'a-b', 'a__b', "x'; drop"])('the run %j names nothing', async (run) => {
    const scene = await Scene.prepared(harness)
    await expect(scene.warehouse.build(daily, scope(run))).rejects.toMatchObject({
      type: 'BadInput',
      nonRetryable: true,
    })
    expect(await scene.warehouse.stagedRuns()).toEqual([])
  })
}
