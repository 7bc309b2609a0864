import { expect, test } from 'vitest'

import { checkBatch } from '../../checks/batch.ts'
import type { BatchFacts } from '../../checks/facts.ts'
import { batchFacts as facts } from '../support/facts.ts'
import { searches, visits } from '../support/tables.ts'

const week = { from: '2026-01-05', to: '2026-01-09' }
const full = { '2026-01-05': 3, '2026-01-06': 3, '2026-01-07': 3, '2026-01-08': 3, '2026-01-09': 3 }
const without = (...days: (keyof typeof full)[]) =>
  Object.fromEntries(Object.entries(full).filter(([day]) => !days.some((gone) => gone === day)))

test('a whole batch has no findings', () => {
  expect(checkBatch(visits, facts(week, full))).toEqual([])
})

test('NULLs name their columns, their number and rows', () => {
  const batch: BatchFacts = {
    ...facts(week, full),
    nulls: new Map([
      ['path', { count: 2, examples: ['{"views":1}', '{"views":2}'] }],
      ['views', { count: 9, examples: ['a', 'b', 'c', 'd', 'e'] }],
      ['date', { count: 0, examples: [] }],
    ]),
  }
  const [finding, ...rest] = checkBatch(visits, batch)
  expect(finding).toMatchObject({ severity: 'stop', check: 'no-nulls', table: 'visits', count: 11 })
  expect(finding?.message).toContain('path 2, views 9')
  expect(finding?.examples).toEqual([
    'path: {"views":1}',
    'path: {"views":2}',
    'views: a',
    'views: b',
    'views: c',
  ])
  expect(rest).toEqual([])
})

test('keys that come twice stop', () => {
  const batch = { ...facts(week, full), duplicates: { count: 1, examples: ['{"path":"a"}'] } }
  expect(checkBatch(visits, batch)).toMatchObject([
    { severity: 'stop', check: 'no-duplicates', count: 1, examples: ['{"path":"a"}'] },
  ])
})

test('dates that were not asked for stop, before the window or after it', () => {
  const batch = facts(week, { ...full, '2026-01-04': 2, '2026-01-10': 5 })
  expect(checkBatch(visits, batch)).toMatchObject([
    {
      severity: 'stop',
      check: 'dates-in-window',
      day: '2026-01-04',
      count: 7,
      examples: ['2026-01-04: 2 rows', '2026-01-10: 5 rows'],
    },
  ])
})

test('a hole stops where the source has every day', () => {
  expect(checkBatch(visits, facts(week, without('2026-01-05', '2026-01-07')))).toMatchObject([
    {
      severity: 'stop',
      check: 'no-missing-day',
      day: '2026-01-05',
      count: 2,
      examples: ['2026-01-05', '2026-01-07'],
    },
  ])
})

test('a batch that ends too early says so, and no more', () => {
  const [finding, ...rest] = checkBatch(visits, facts(week, without('2026-01-08', '2026-01-09')))
  expect(finding).toMatchObject({
    severity: 'stop',
    check: 'newest-is-last',
    day: '2026-01-08',
    count: 2,
  })
  expect(finding?.message).toContain('2026-01-07 as its newest date; wanted is 2026-01-09')
  expect(rest).toEqual([])
})

test('dates after the window do not stand in for its last', () => {
  const batch = facts(week, { ...without('2026-01-09'), '2026-01-10': 1 })
  expect(checkBatch(visits, batch).map(({ check }) => check)).toEqual([
    'dates-in-window',
    'newest-is-last',
  ])
})

test('days before the coverage may lack, those from its first on may not', () => {
  const early = { from: '2025-12-30', to: '2026-01-04' }
  expect(checkBatch(visits, facts(early, { '2026-01-03': 1, '2026-01-04': 1 }))).toEqual([])
  expect(checkBatch(visits, facts(early, { '2025-12-31': 1, '2026-01-04': 1 }))).toMatchObject([
    { check: 'no-missing-day', day: '2026-01-03', count: 1 },
  ])
})

test('an empty batch is fine only where all its days may lack', () => {
  expect(checkBatch(visits, facts({ from: '2025-06-01', to: '2026-01-02' }, {}))).toEqual([])
  const [finding] = checkBatch(visits, facts({ from: '2025-06-01', to: '2026-01-03' }, {}))
  expect(finding).toMatchObject({
    severity: 'stop',
    check: 'newest-is-last',
    day: '2026-01-03',
    count: 1,
  })
  expect(finding?.message).toContain('no row at all')
})

test('where the source can lack days, they are recorded and stop nothing', () => {
  const [hole, ...rest] = checkBatch(searches, facts(week, without('2026-01-06')))
  expect(hole).toMatchObject({ severity: 'warn', check: 'no-missing-day', day: '2026-01-06' })
  expect(hole?.message).toContain('the step went on')
  expect(rest).toEqual([])
  expect(checkBatch(searches, facts(week, {}))).toMatchObject([
    { severity: 'warn', check: 'newest-is-last', count: 5, examples: ['2026-01-05 to 2026-01-09'] },
  ])
})
