import { expect, test } from 'vitest'

import type { Written } from '../../../activities/warehouse/warehouse.ts'
import type { AppendFacts } from '../../../checks/facts.ts'
import { type Finding, stop, warn } from '../../../checks/finding.ts'
import { parquetOf } from '../../support/parquet.ts'
import type { WarehouseHarness } from './harness.ts'
import { noDayTwice } from './no-day-twice.ts'
import { Scene, scope } from './scene.ts'
import { cells, visits } from './tables.ts'

const says = (severity: 'stop' | 'warn'): Finding =>
  (severity === 'stop' ? stop : warn)('no-day-twice', {
    table: 'visits',
    count: 1,
    message: 'As the test wants it.',
  })

const first = [
  ['2026-01-01', '/a', 1],
  ['2026-01-01', '/b', 2],
  ['2026-01-02', '/a', 3],
] as const
const second = [
  ['2026-01-02', '/c', 4],
  ['2026-01-03', '/a', 5],
] as const

export function appendContract(harness: WarehouseHarness): void {
  test('adds the rows, once and as they are', async () => {
    const scene = await Scene.prepared(harness)
    expect(await scene.append(visits, first)).toEqual({ rows: 3, changed: true, findings: [] })
    expect(await scene.append(visits, second)).toEqual({ rows: 2, changed: true, findings: [] })
    expect(await scene.rows(visits)).toEqual([...first, ...second])
  })

  test('shows the judge the days of the batch, and of the table before and after', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, first)
    const seen: AppendFacts[] = []
    await scene.append(visits, second, { judge: (facts) => (seen.push(facts), []) })
    expect(seen).toEqual([
      {
        window: { from: '2026-01-02', to: '2026-01-03' },
        staged: new Map(Object.entries({ '2026-01-02': 1, '2026-01-03': 1 })),
        before: new Map(Object.entries({ '2026-01-01': 2, '2026-01-02': 1 })),
        after: new Map(Object.entries({ '2026-01-01': 2, '2026-01-02': 2, '2026-01-03': 1 })),
      },
    ])
  })

  test('a finding that warns is handed on', async () => {
    const scene = await Scene.prepared(harness)
    const written = await scene.append(visits, first, { judge: () => [says('warn')] })
    expect(written).toEqual({ rows: 3, changed: true, findings: [says('warn')] })
  })

  test('a finding that stops undoes it', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, first)
    const written = await scene.append(visits, second, { judge: noDayTwice })
    expect(written).toEqual({ rows: 0, changed: false, findings: [says('stop')] })
    expect(await scene.rows(visits)).toEqual(first)
  })

  test('a judge that throws undoes it, and its error comes through', async () => {
    const scene = await Scene.prepared(harness)
    const error = new TypeError('Catalog Error: not what it seems')
    const judge = () => {
      throw error
    }
    await expect(scene.append(visits, first, { judge })).rejects.toBe(error)
    expect(await scene.rows(visits)).toEqual([])
    expect(await scene.append(visits, first)).toMatchObject({ rows: 3 })
  })

  test('a batch without rows changes nothing, and is judged', async () => {
    const scene = await Scene.prepared(harness)
    await scene.append(visits, first)
    const judge = ({ staged }: AppendFacts) => (staged.size === 0 ? [says('warn')] : [])
    const written = await scene.append(visits, [], { judge })
    expect(written).toEqual({ rows: 0, changed: false, findings: [says('warn')] })
    expect(await scene.rows(visits)).toEqual(first)
  })

  test('of two appends of the same days side by side one wins, and the other is told', async () => {
    const scene = await Scene.prepared(harness)
    const other = await scene.another()
    const settled = await Promise.allSettled(
      [scene.warehouse, other].map((by, at) =>
        scene.append(visits, first, { judge: noDayTwice, by, run: scope(`r${at}`) }),
      ),
    )
    const won = (outcome: PromiseSettledResult<Written>) =>
      outcome.status === 'fulfilled' && outcome.value.changed
    expect(settled.filter(won)).toHaveLength(1)
    const told = settled.find((outcome) => !won(outcome))
    if (told?.status === 'fulfilled') expect(told.value.findings).toEqual([says('stop')])
    else expect(told?.reason).toMatchObject({ type: 'Warehouse', nonRetryable: false })
    expect(await scene.rows(visits)).toEqual(first)
  })

  test('appends of different days, and of different tables, side by side all land', async () => {
    const scene = await Scene.prepared(harness)
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']
    const rows = days.map((day) => [day, '/a', 1])
    const other = await scene.another()
    const written = await Promise.all([
      ...rows.map((row, at) =>
        scene.append(visits, [row], { judge: noDayTwice, by: at % 2 ? other : scene.warehouse }),
      ),
      scene.append(cells, [['2026-01-01', null, 'x', null, null, null]]),
    ])
    expect(written.map(({ changed }) => changed)).toEqual([true, true, true, true, true])
    expect(await scene.rows(visits)).toEqual(rows)
  })

  test.each([
    ['lacks a column', { date: 'DATE', path: 'STRING' } as const, /views DOUBLE is missing/],
    ['has another column', { ...visits.columns, more: 'INT' } as const, /more is unknown/],
    [
      'has a wider type',
      { ...cells.columns, small: 'DOUBLE' } as const,
      /small is DOUBLE, wanted is INT/,
    ],
  ])('a batch that %s is refused, with the name of the column', async (_, columns, wrong) => {
    const scene = await Scene.prepared(harness)
    const table = 'small' in columns ? cells : visits
    const row = [
      '2026-01-01',
      ...Object.keys(columns)
        .slice(1)
        .map(() => null),
    ]
    const odd = { ...table, columns }
    const file = await parquetOf(odd.columns, [row])
    const window = { from: '2026-01-01', to: '2026-01-01' }
    const appended = scene.warehouse.append({ table, file, window }, () => [], scope())
    await expect(appended).rejects.toMatchObject({
      type: 'BrokenContract',
      message: expect.stringMatching(wrong),
    })
    expect(await scene.rows(table)).toEqual([])
  })

  test('a row without a date is refused: no day would show it', async () => {
    const scene = await Scene.prepared(harness)
    const appended = scene.append(visits, [
      ['2026-01-01', '/a', 1],
      [null, '/b', 2],
    ])
    await expect(appended).rejects.toMatchObject({
      type: 'BrokenContract',
      message: expect.stringContaining('1 of the 2 rows'),
    })
    expect(await scene.rows(visits)).toEqual([])
  })
}
