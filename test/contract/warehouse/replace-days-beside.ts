import { expect, test } from 'vitest'

import type { Scope } from '../../../activities/warehouse/warehouse.ts'
import { next, old, replaced, THIRD, window } from './days-replaced.ts'
import type { WarehouseHarness } from './harness.ts'
import { noDayTwice } from './no-day-twice.ts'
import { Scene, scope } from './scene.ts'
import { visits } from './tables.ts'

type Write = (scene: Scene, run: Scope) => Promise<unknown>

export function replaceDaysBesideContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, old, { run: scope('first') })
    return scene
  }
  const replacing: Write = async (scene, run) =>
    scene.replaceDays(visits, next, { window, run, by: await scene.another() })
  const appending: Write = async (scene, run) =>
    scene.append(visits, [[THIRD, '/a', 7]], {
      judge: noDayTwice,
      run,
      by: await scene.another(),
    })
  const filling: Write = async (scene, run) =>
    scene.append(visits, [['2026-01-05', '/a', 8]], { run, by: await scene.another() })

  /** A writer that lost may be told so; then its step is done again, as a run does. */
  async function sideBySide(scene: Scene, writes: readonly Write[]): Promise<void> {
    const settled = await Promise.allSettled(
      writes.map((write, at) => write(scene, scope(`r${at}`))),
    )
    for (const [at, outcome] of settled.entries())
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toMatchObject({ type: 'Warehouse', nonRetryable: false })
        await writes[at]?.(scene, scope(`r${at}`))
      }
  }

  test('that replaces the same days, the table is as after one', async () => {
    const scene = await filled()
    await sideBySide(scene, [replacing, replacing])
    expect(await scene.rows(visits)).toEqual(replaced)
    expect(await scene.ops('archive_visits')).toHaveLength(3)
    expect(await scene.ops('day_changes')).toHaveLength(2)
  })

  test('that appends one of the days, it is there once', async () => {
    const scene = await filled()
    await sideBySide(scene, [replacing, appending])
    expect(await scene.rows(visits)).toEqual(replaced)
    await scene.append(visits, [[THIRD, '/a', 7]], { judge: noDayTwice })
    expect(await scene.rows(visits)).toEqual(replaced)
  })

  test('that appends another day, both land', async () => {
    const scene = await filled()
    await sideBySide(scene, [replacing, filling])
    expect(await scene.rows(visits)).toEqual([...replaced, ['2026-01-05', '/a', 8]])
  })
}
