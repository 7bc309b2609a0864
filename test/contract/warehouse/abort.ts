import { setTimeout } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { appTable, sql } from '../../../pipelines/define.ts'
import { parquetFrom } from '../../support/parquet.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { daily, topics, visits } from './tables.ts'

/** Pairs of pairs of this many rows: hours of work for any warehouse. */
const ROWS = 2000

const pairs = sql`select one.date, one.views * other.views as views from ${visits} as one cross join ${visits} as other`

const endless = appTable('daily', {
  columns: { date: 'DATE', views: 'DOUBLE' },
  key: ['date'],
  // By way of a join on equality: not every engine looks between the rows of a cross join whether it is to go on.
  sql: sql`select pairs.date, sum(pairs.views - others.views) as views
    from (${pairs}) as pairs join (${pairs}) as others on pairs.date = others.date group by pairs.date`,
})

export function abortContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    const file = await parquetFrom(
      `SELECT DATE '2026-01-01' AS date, '/' || n AS path, CAST(n AS DOUBLE) AS views FROM range(${ROWS}) AS r(n)`,
    )
    const window = { from: '2026-01-01', to: '2026-01-01' }
    await scene.warehouse.append({ table: visits, file, window }, () => [], scope())
    return scene
  }
  const reason = new Error('As the test wants it.')
  const count = async (scene: Scene) => (await scene.rows(visits)).length

  test.each([0, 1, 5, 50, 300])('interrupts a query after %d ms', async (wait) => {
    const { warehouse } = await filled()
    const controller = new AbortController()
    const query = warehouse.query(endless.sql, { ...scope(), signal: controller.signal })
    query.catch(() => undefined)
    await setTimeout(wait)
    controller.abort(reason)
    await expect(query).rejects.toBe(reason)
    expect(await warehouse.query(sql`select 1 as one`, scope())).toEqual([{ one: 1 }])
  })

  test('interrupts a build, and leaves nothing staged', async () => {
    const { warehouse } = await filled()
    const controller = new AbortController()
    const building = warehouse.build(endless, { ...scope(), signal: controller.signal })
    building.catch(() => undefined)
    await setTimeout(200)
    controller.abort(reason)
    await expect(building).rejects.toBe(reason)
    expect(await warehouse.stagedRuns()).toEqual([])
    await warehouse.build(daily, scope())
  })

  test('undoes an append that is not committed yet', async () => {
    const scene = await filled()
    const controller = new AbortController()
    const run = { ...scope(), signal: controller.signal }
    const judge = () => (controller.abort(reason), [])
    await expect(scene.append(visits, [['2026-01-02', '/a', 1]], { judge, run })).rejects.toBe(
      reason,
    )
    expect(await count(scene)).toBe(ROWS)
    expect(await scene.append(visits, [['2026-01-02', '/a', 1]])).toMatchObject({ rows: 1 })
  })

  test('undoes a replacement of days that is not committed yet', async () => {
    const scene = await filled()
    const controller = new AbortController()
    const run = { ...scope(), signal: controller.signal }
    const judge = () => (controller.abort(reason), [])
    const rows = [['2026-01-01', '/a', 1]]
    await expect(scene.replaceDays(visits, rows, { judge, run })).rejects.toBe(reason)
    expect(await count(scene)).toBe(ROWS)
    expect(await scene.replaceDays(visits, rows)).toMatchObject({ rows: 1 })
    expect(await count(scene)).toBe(1)
  })

  test('begins nothing once it is aborted', async () => {
    const scene = await filled()
    const { warehouse } = scene
    const run = { ...scope(), signal: AbortSignal.abort(reason) }
    const file = await parquetFrom(`SELECT 'a' AS slug, 'A' AS title`)
    await expect(warehouse.query(sql`select 1 as one`, run)).rejects.toBe(reason)
    await expect(warehouse.build(daily, run)).rejects.toBe(reason)
    await expect(warehouse.isCurrent(daily, run)).rejects.toBe(reason)
    await expect(warehouse.replace({ table: topics, file }, () => [], run)).rejects.toBe(reason)
    await expect(scene.append(visits, [['2026-01-02', '/a', 1]], { run })).rejects.toBe(reason)
    await expect(scene.replaceDays(visits, [['2026-01-01', '/a', 1]], { run })).rejects.toBe(reason)
    expect(await count(scene)).toBe(ROWS)
    expect(await scene.rows(topics)).toEqual([])
    expect(await warehouse.stagedRuns()).toEqual([])
  })

  test('of one write leaves others alone', async () => {
    const scene = await filled()
    const controller = new AbortController()
    const building = scene.warehouse.build(endless, { ...scope('r1'), signal: controller.signal })
    building.catch(() => undefined)
    const built = await scene.warehouse.build(daily, scope('r2'))
    controller.abort(reason)
    await expect(building).rejects.toBe(reason)
    expect(built).toBe(1)
    expect(await scene.rows(daily, scope('r2'))).toHaveLength(1)
  })
}
