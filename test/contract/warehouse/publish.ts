import { setTimeout } from 'node:timers/promises'

import { expect, test } from 'vitest'

import { sql } from '../../../pipelines/define.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { APP, daily, KEY, keyTable, paths, total, visits } from './tables.ts'

export function publishContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, [
      ['2026-01-01', '/a', 1],
      ['2026-01-02', '/a', 2],
    ])
    return scene
  }
  const appendDay = (scene: Scene, day: string) => scene.append(visits, [[day, '/a', 4]])

  test('what was staged replaces what was published, and the key moves', async () => {
    const scene = await filled()
    const published = await scene.release([daily, paths])
    expect(published).toEqual({
      tables: ['daily', 'paths'],
      latestData: '2026-01-02',
      keyMoved: true,
    })
    expect(await scene.rows(daily)).toEqual([
      ['2026-01-01', 1],
      ['2026-01-02', 2],
    ])
    expect(await scene.key()).toMatchObject({ latest_data: '2026-01-02' })
    expect(await scene.warehouse.stagedRuns()).toEqual([])
  })

  test('the key says when it moved, and moves on with the next day', async () => {
    const scene = await filled()
    const begun = Date.now() - 60_000
    await scene.release([daily, paths])
    const before = await scene.key()
    expect(Date.parse(String(before?.['last_updated']))).toBeGreaterThan(begun)
    expect(Date.parse(String(before?.['last_updated']))).toBeLessThan(Date.now() + 60_000)
    await appendDay(scene, '2026-01-03')
    await setTimeout(5)
    await scene.release([daily, paths], { run: scope('r2') })
    const after = await scene.key()
    expect(after).toMatchObject({ latest_data: '2026-01-03' })
    expect(String(after?.['last_updated']) > String(before?.['last_updated'])).toBe(true)
  })

  test('the key stays while the tables it promises end on different days', async () => {
    const scene = await filled()
    await scene.release([daily, paths])
    const key = await scene.key()
    await appendDay(scene, '2026-01-03')
    const half = await scene.release([daily], { run: scope('r2') })
    expect(half).toEqual({ tables: ['daily'], latestData: null, keyMoved: false })
    expect(await scene.key()).toEqual(key)
    const whole = await scene.release([paths], { run: scope('r3') })
    expect(whole).toEqual({ tables: ['paths'], latestData: '2026-01-03', keyMoved: true })
    expect(await scene.key()).toMatchObject({ latest_data: '2026-01-03' })
  })

  test('the key stays while a table it promises is empty, even if all are', async () => {
    const scene = await Scene.prepared(harness)
    const published = await scene.release([daily, paths])
    expect(published).toEqual({ tables: ['daily', 'paths'], latestData: null, keyMoved: false })
    expect(await scene.key()).toBeUndefined()
  })

  test('without tables the key stays, unless it lacks the newest day', async () => {
    const scene = await filled()
    await scene.release([daily, paths])
    const key = await scene.key()
    const published = await scene.warehouse.publish([], KEY, scope('r2'))
    expect(published).toEqual({ tables: [], latestData: '2026-01-02', keyMoved: false })
    expect(await scene.key()).toEqual(key)
    await scene.site.byHand(sql`update ${keyTable} set latest_data = DATE '2025-12-31'`)
    const mended = await scene.warehouse.publish([], KEY, scope('r3'))
    expect(mended).toEqual({ tables: [], latestData: '2026-01-02', keyMoved: true })
    expect(await scene.key()).toMatchObject({ latest_data: '2026-01-02' })
  })

  test('asked again by the same run, it changes nothing and answers the same', async () => {
    const scene = await filled()
    const published = await scene.release([daily, paths])
    const key = await scene.key()
    expect(await scene.warehouse.publish([daily, paths], KEY, scope())).toEqual(published)
    expect(await scene.key()).toEqual(key)
    await appendDay(scene, '2026-01-03')
    await scene.release([daily, paths], { run: scope('r2') })
    const later = await scene.key()
    expect(await scene.warehouse.publish([daily, paths], KEY, scope())).toEqual(published)
    expect(await scene.key()).toEqual(later)
    expect(await scene.rows(daily)).toHaveLength(3)
  })

  test('of two runs that built the same, the second finds it published', async () => {
    const scene = await filled()
    await scene.warehouse.build(daily, scope('slow'))
    await scene.warehouse.build(paths, scope('slow'))
    await scene.release([daily, paths], { run: scope('quick') })
    const key = await scene.key()
    const published = await scene.warehouse.publish([daily, paths], KEY, scope('slow'))
    expect(published).toEqual({ tables: [], latestData: '2026-01-02', keyMoved: false })
    expect(await scene.key()).toEqual(key)
  })

  test('a run that built before an append does not take back what was built after it', async () => {
    const scene = await filled()
    for (const table of APP) await scene.warehouse.build(table, scope('slow'))
    await appendDay(scene, '2026-01-03')
    await scene.release(APP, { run: scope('quick') })
    const published = await scene.warehouse.publish(APP, KEY, scope('slow'))
    expect(published).toEqual({ tables: [], latestData: '2026-01-03', keyMoved: false })
    expect(await scene.rows(daily)).toHaveLength(3)
    expect(await scene.rows(total)).toEqual([[3, 7]])
  })

  test('a child is replaced with its parent, whichever is named first', async () => {
    const scene = await filled()
    await scene.release([daily, total], { run: scope('r1') })
    await appendDay(scene, '2026-01-03')
    await scene.warehouse.build(daily, scope('r2'))
    await scene.warehouse.build(total, scope('r2'))
    const published = await scene.warehouse.publish([total, daily], KEY, scope('r2'))
    expect([...published.tables].sort()).toEqual(['daily', 'total'])
    expect(await scene.rows(total)).toEqual([[3, 7]])
  })

  test('a table that the run has not built is refused, and nothing is published', async () => {
    const scene = await filled()
    await scene.warehouse.build(daily, scope())
    const publishing = scene.warehouse.publish([daily, paths, total], KEY, scope())
    await expect(publishing).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(/paths, total/),
    })
    expect(await scene.rows(daily)).toEqual([])
    expect(await scene.rows(daily, scope())).toHaveLength(2)
  })

  test('a reader in another session sees the old tables or the new ones, never a mixture', async () => {
    const scene = await filled()
    const reader = await scene.another()
    const statement = sql`select (select count(*) from ${daily}) as daily, (select count(*) from ${paths}) as paths,
      (select count(*) from ${daily}) - (select count(*) from ${paths}) as difference`
    await scene.release([daily, paths], { run: scope('r0') })
    const seen: number[] = []
    const publishing = { done: false }
    const reading = (async () => {
      while (!publishing.done) {
        const [row] = await reader.query(statement, scope('reader'))
        expect(row?.['difference']).toBe(0)
        seen.push(Number(row?.['daily']))
      }
    })()
    for (const day of [3, 4, 5, 6]) {
      await appendDay(scene, `2026-01-0${day}`)
      await scene.release([daily, paths], { run: scope(`r${day}`) })
    }
    publishing.done = true
    await reading
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen.length).toBeGreaterThan(1)
  })

  test('two runs that publish side by side both come through', async () => {
    const scene = await filled()
    const other = await scene.another()
    for (const run of ['r1', 'r2'])
      for (const table of APP) await scene.warehouse.build(table, scope(run))
    const published = await Promise.all([
      scene.warehouse.publish(APP, KEY, scope('r1')),
      other.publish(APP, KEY, scope('r2')),
    ])
    expect(new Set(published.map(({ tables }) => tables.length))).toEqual(new Set([0, APP.length]))
    expect(await scene.rows(total)).toEqual([[2, 3]])
  })
}
