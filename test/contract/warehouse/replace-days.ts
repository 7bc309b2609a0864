import { expect, test } from 'vitest'

import type { ReplaceDaysFacts } from '../../../checks/facts.ts'
import { type Finding, stop, warn } from '../../../checks/finding.ts'
import { sql } from '../../../pipelines/define.ts'
import { days, FIRST, FOURTH, next, old, replaced, SECOND, THIRD, window } from './days-replaced.ts'
import type { WarehouseHarness } from './harness.ts'
import { Scene, scope } from './scene.ts'
import { APP, cells, daily, paths, RAW, visits } from './tables.ts'

const finding = (severity: 'stop' | 'warn'): Finding =>
  (severity === 'stop' ? stop : warn)('rows-kept', {
    table: 'visits',
    count: 1,
    message: 'As the test wants it.',
  })

const byRow = (one: readonly unknown[], other: readonly unknown[]) =>
  one.join() < other.join() ? -1 : 1

export function replaceDaysContract(harness: WarehouseHarness): void {
  const filled = async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, old, { run: scope('first') })
    return scene
  }
  const archived = async (scene: Scene) =>
    (await scene.ops('archive_visits'))
      .map(({ run_id: run, date, path, views }) => [run, date, path, views])
      .toSorted(byRow)

  test('puts the days of the batch in the place of the old ones, and says what became of each', async () => {
    const scene = await filled()
    const outcome = await scene.replaceDays(visits, next, { window })
    expect(outcome).toEqual({ rows: 4, changed: true, findings: [], days })
    expect(await scene.rows(visits)).toEqual(replaced)
  })

  test('keeps the rows of the days that it replaced, and no other, with the run', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window })
    expect(await archived(scene)).toEqual([
      ['r1', SECOND, '/a', 3],
      ['r1', SECOND, '/b', 4],
      ['r1', SECOND, '/c', null],
    ])
    const [row] = await scene.ops('archive_visits')
    expect(row).toMatchObject({ archived_at: expect.stringMatching(/^\d{4}-.*Z$/) })
    await scene.replaceDays(visits, old, {
      window: { from: FIRST, to: FOURTH },
      run: scope('r2'),
    })
    expect(await scene.rows(visits)).toEqual(old)
    expect(await archived(scene)).toHaveLength(3 + 4 + 1)
  })

  test('keeps what it changed, day by day', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window })
    const kept = await scene.ops('day_changes')
    const row = { run_id: 'r1', table_name: 'visits', replaced_at: expect.any(String) }
    expect(kept.toSorted((one, other) => byRow([one['day']], [other['day']]))).toEqual([
      { ...row, ...days[0], rows_before: 3, rows_after: 4 },
      { ...row, ...days[1], rows_before: 0, rows_after: 1 },
    ])
  })

  test('shows the judge the days of the batch, of the table before and after, and what differs', async () => {
    const scene = await filled()
    const seen: ReplaceDaysFacts[] = []
    await scene.replaceDays(visits, next, { window, judge: (facts) => (seen.push(facts), []) })
    const counts = (of: Record<string, number>) => new Map(Object.entries(of))
    const facts = {
      window,
      staged: counts({ [FIRST]: 2, [SECOND]: 4, [THIRD]: 1 }),
      before: counts({ [FIRST]: 2, [SECOND]: 3, [FOURTH]: 1 }),
      after: counts({ [FIRST]: 2, [SECOND]: 4, [THIRD]: 1, [FOURTH]: 1 }),
      days,
    }
    expect(seen).toEqual([facts])
    await scene.replaceDays(visits, next, { window, judge: (again) => (seen.push(again), []) })
    expect(seen[1]).toEqual(facts)
  })

  test('days without a difference are not touched', async () => {
    const scene = await filled()
    await scene.release([daily, paths], { run: scope('first') })
    const outcome = await scene.replaceDays(visits, old.toReversed(), {
      window: { from: FIRST, to: FOURTH },
    })
    expect(outcome).toEqual({ rows: 0, changed: false, findings: [], days: [] })
    expect(await scene.ops('day_changes')).toEqual([])
    expect(await scene.warehouse.isCurrent(daily, scope('r2'))).toBe(true)
  })

  test('what is built from the table counts as outdated, also where as many rows came as went', async () => {
    const scene = await filled()
    await scene.release([daily, paths], { run: scope('first') })
    await scene.replaceDays(visits, [[FOURTH, '/a', 60]])
    expect(await scene.warehouse.isCurrent(daily, scope('r2'))).toBe(false)
    await scene.release([daily, paths], { run: scope('r2') })
    expect(await scene.rows(daily)).toContainEqual([FOURTH, 60])
  })

  test('the same run asked again changes nothing, and is told the same', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window, judge: () => [finding('warn')] })
    // What the source answers meanwhile is for another run.
    for (const rows of [next, old.slice(0, 5)]) {
      const judge = () => [finding('warn')]
      const again = await scene.replaceDays(visits, rows, { window, judge })
      expect(again).toEqual({ rows: 4, changed: false, findings: [finding('warn')], days })
    }
    expect(await scene.rows(visits)).toEqual(replaced)
    expect(await archived(scene)).toHaveLength(3)
    expect(await scene.ops('day_changes')).toHaveLength(days.length)
  })

  test('another run that is answered the same has nothing to do', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window })
    const other = await scene.replaceDays(visits, next, { window, run: scope('r2') })
    expect(other).toEqual({ rows: 0, changed: false, findings: [], days: [] })
  })

  test('a run replaces further windows, and other tables', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window })
    const further = await scene.replaceDays(visits, [[FOURTH, '/b', 6]])
    expect(further.days).toEqual([{ day: FOURTH, added: 1, changed: 0, gone: 1 }])
    const row = [FIRST, '2026-01-01T05:06:07.123Z', "O'Neill, \\ and \n", 0.1, 2, 3]
    await scene.append(cells, [row, [SECOND, null, null, null, null, null]])
    const same = await scene.replaceDays(cells, [row])
    expect(same.days).toEqual([])
    const empty = [FIRST, null, null, null, null, null]
    expect((await scene.replaceDays(cells, [empty])).days).toEqual([
      { day: FIRST, added: 1, changed: 0, gone: 1 },
    ])
    expect(await scene.ops('archive_cells')).toMatchObject([
      { date: FIRST, word: "O'Neill, \\ and \n", ratio: 0.1, small: 2, large: 3 },
    ])
  })

  test('a day that the batch lacks is emptied where the judge lets it', async () => {
    const scene = await filled()
    const outcome = await scene.replaceDays(visits, [], { window: { from: FIRST, to: FIRST } })
    expect(outcome.days).toEqual([{ day: FIRST, added: 0, changed: 0, gone: 2 }])
    expect(outcome).toMatchObject({ rows: 0, changed: true })
    expect(await scene.rows(visits)).toEqual(old.slice(2))
  })

  test('a row that stands twice is there once afterwards', async () => {
    const scene = await filled()
    await scene.append(visits, old.slice(0, 2))
    const outcome = await scene.replaceDays(visits, old.slice(0, 2))
    expect(outcome.days).toEqual([{ day: FIRST, added: 0, changed: 0, gone: 2 }])
    expect(await scene.rows(visits)).toEqual(old)
    expect(await archived(scene)).toHaveLength(4)
  })

  test('a finding that stops undoes it', async () => {
    const scene = await filled()
    const judge = () => [finding('stop')]
    const outcome = await scene.replaceDays(visits, next, { window, judge })
    expect(outcome).toEqual({ rows: 0, changed: false, findings: [finding('stop')], days: [] })
    expect(await scene.rows(visits)).toEqual(old)
    expect(await scene.ops('day_changes')).toEqual([])
    expect(await scene.replaceDays(visits, next, { window })).toMatchObject({ days })
    expect(await archived(scene)).toHaveLength(3)
  })

  test('a judge that throws undoes it, and its error comes through', async () => {
    const scene = await filled()
    const error = new TypeError('Catalog Error: not what it seems')
    const judge = () => {
      throw error
    }
    await expect(scene.replaceDays(visits, next, { window, judge })).rejects.toBe(error)
    expect(await scene.rows(visits)).toEqual(old)
    expect(await scene.replaceDays(visits, next, { window })).toMatchObject({ days })
  })

  test.each([
    ['of another day', FOURTH],
    ['without a date', null],
  ])('a row %s is refused', async (_, day) => {
    const scene = await filled()
    const outcome = scene.replaceDays(visits, [...next, [day, '/z', 9]], { window })
    await expect(outcome).rejects.toMatchObject({
      type: 'BrokenContract',
      message: expect.stringContaining('1 rows'),
    })
    expect(await scene.rows(visits)).toEqual(old)
  })

  test('a table that has gained a column keeps its older rows', async () => {
    const scene = await filled()
    await scene.replaceDays(visits, next, { window })
    const wider = { ...visits, columns: { ...visits.columns, sessions: 'DOUBLE' as const } }
    await scene.site.byHand(sql`alter table ${visits} add column sessions double`)
    await scene.warehouse.prepare(
      [...RAW.filter((table) => table !== visits), wider, ...APP],
      'sandbox',
    )
    const outcome = await scene.replaceDays(wider, [[FOURTH, '/a', 6, 2]], {
      run: scope('r2'),
    })
    expect(outcome.days).toEqual([{ day: FOURTH, added: 0, changed: 1, gone: 0 }])
    expect(await archived(scene)).toHaveLength(4)
  })
}
