import { expect, test } from 'vitest'

import { checkVolume } from '../../checks/volume.ts'
import { appendFacts as facts, steady } from '../support/facts.ts'
import { visits } from '../support/tables.ts'

const history = steady('2025-11-01', '2026-01-04', 1000)

const unusual = (before: Record<string, number>, staged: Record<string, number>) =>
  checkVolume(visits, facts(before, staged))

test('usual days have no findings', () => {
  expect(unusual(history, { '2026-01-05': 1000, '2026-01-06': 520, '2026-01-07': 1480 })).toEqual(
    [],
  )
})

test('far fewer or far more rows are a warning, never a stop', () => {
  const staged = { '2026-01-05': 499, '2026-01-06': 1000, '2026-01-07': 1501 }
  expect(unusual(history, staged)).toMatchObject([
    {
      severity: 'warn',
      check: 'usual-volume',
      table: 'visits',
      day: '2026-01-05',
      count: 2,
      examples: [
        '2026-01-05: 499 rows, usual are 1000 give or take 500',
        '2026-01-07: 1501 rows, usual are 1000 give or take 500',
      ],
    },
  ])
})

test('a weekday is held to its own kind', () => {
  const weekends = Object.fromEntries(
    Object.keys(history).map((day) => [
      day,
      [0, 6].includes(new Date(day).getUTCDay()) ? 300 : 1000,
    ]),
  )
  expect(unusual(weekends, { '2026-01-10': 310 })).toEqual([])
  expect(unusual(weekends, { '2026-01-09': 310 })).toHaveLength(1)
})

test('one odd week in the history, as at Christmas, changes nothing', () => {
  const christmas = { ...history, ...steady('2025-12-22', '2025-12-28', 50) }
  expect(unusual(christmas, { '2026-01-05': 990 })).toEqual([])
  expect(unusual(christmas, { '2026-01-05': 50 })).toHaveLength(1)
})

test('a history that swings widens what is usual', () => {
  const swinging = Object.fromEntries(
    Object.entries(history).map(([day], at) => [day, at % 14 < 7 ? 400 : 1600]),
  )
  expect(unusual(swinging, { '2026-01-05': 2400 })).toEqual([])
})

test('chance in small numbers is let pass', () => {
  const small = steady('2025-11-01', '2026-01-04', 3)
  expect(unusual(small, { '2026-01-05': 13 })).toEqual([])
  expect(unusual(small, { '2026-01-05': 14 })).toHaveLength(1)
})

test('a table says nothing in its first weeks', () => {
  expect(unusual(steady('2025-12-09', '2026-01-04', 1000), { '2026-01-05': 1 })).toEqual([])
  expect(unusual(steady('2025-12-08', '2026-01-04', 1000), { '2026-01-05': 1 })).toHaveLength(1)
})

test('a long batch is held to its own earlier weeks', () => {
  const staged = { ...steady('2026-01-05', '2026-03-01', 1000), '2026-02-23': 1 }
  expect(unusual({}, staged)).toMatchObject([{ day: '2026-02-23', count: 1 }])
})
