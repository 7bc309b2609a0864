import { expect, test } from 'vitest'

import { runDay, sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { cells, visits } from './tables.ts'

export function queryContract(harness: WarehouseHarness): void {
  test('gives back what was written, of every type', async () => {
    const scene = await Scene.prepared(harness)
    const rows = [
      ['2020-02-29', '2026-01-31T05:06:07.123Z', "it's", 0.1, -1, 9007199254740991],
      ['2026-01-01', '1999-12-31T23:59:59.000Z', '', 1e300, 2147483647, -9007199254740991],
      ['2026-01-02', '2026-06-01T00:00:00.000Z', 'Ünïcödé “—” 😀 \\ \n\t%_', 5, 0, 0],
      ['2026-01-03', null, null, null, null, null],
    ]
    await scene.append(cells, rows)
    expect(await scene.rows(cells)).toEqual(rows)
  })

  test('counts and sums come as numbers', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, [
      ['2026-01-01', '/a', 1.5],
      ['2026-01-01', '/b', 2],
    ])
    const statement = sql`select count(*) as n, sum(views) as views, sum(cast(views * 2 as int)) as whole,
      max(date) as newest, count(*) > 1 as several from ${visits}`
    expect(await scene.warehouse.query(statement, scope())).toEqual([
      { n: 2, views: 3.5, whole: 7, newest: '2026-01-01', several: true },
    ])
  })

  test('text of a declaration is taken literally', async () => {
    const scene = await Scene.prepared(harness)
    const text = `O'Brien "said" 'no'; -- 😀`
    expect(await scene.warehouse.query(sql`select ${text} as text`, scope())).toEqual([{ text }])
  })

  test('the day of the run is a date', async () => {
    const scene = await Scene.prepared(harness)
    const statement = sql`select ${runDay} as day, ${runDay} - 1 as before`
    expect(await scene.warehouse.query(statement, scope('r1', '2024-03-01'))).toEqual([
      { day: '2024-03-01', before: '2024-02-29' },
    ])
  })

  test('NULL comes first', async () => {
    const scene = await Scene.prepared(harness)
    const statement = sql`select n from (values (2), (null), (1)) as t(n) order by n`
    expect(await scene.warehouse.query(statement, scope())).toEqual([
      { n: null },
      { n: 1 },
      { n: 2 },
    ])
  })

  test('an error says which statement failed, and on what', async () => {
    const scene = await Scene.prepared(harness)
    const statement = sql`select lost_column from ${visits}`
    await expect(scene.warehouse.query(statement, scope())).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(/select lost_column.*lost_column/s),
    })
  })
}
