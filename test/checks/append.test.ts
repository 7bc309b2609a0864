import { expect, test } from 'vitest'

import { checkAppend } from '../../checks/append.ts'
import { appendFacts as facts, steady } from '../support/facts.ts'
import { searches, visits } from '../support/tables.ts'

const before = steady('2025-12-20', '2026-01-04', 5)

test('an append that adds its days has no findings', () => {
  expect(checkAppend(visits, facts(before, { '2026-01-05': 6, '2026-01-06': 4 }))).toEqual([])
})

test('the first append of all has none, and an empty one has none', () => {
  expect(checkAppend(visits, facts({}, steady('2025-06-01', '2026-01-05', 5)))).toEqual([])
  const nothing = { from: '2025-06-01', to: '2025-06-30' }
  expect(checkAppend(visits, { ...facts({}, {}), window: nothing })).toEqual([])
})

test('a day that is there already stops, even where the sum is right', () => {
  const after = { ...before, '2026-01-04': 8, '2026-01-05': 3 }
  const findings = checkAppend(visits, facts(before, { '2026-01-04': 3, '2026-01-05': 3 }, after))
  expect(findings).toMatchObject([
    {
      severity: 'stop',
      check: 'no-day-twice',
      table: 'visits',
      day: '2026-01-04',
      count: 1,
      examples: ['2026-01-04: 5 rows there, 3 more'],
    },
  ])
})

test('rows that do not add up stop, too many or too few', () => {
  const staged = { '2026-01-05': 3, '2026-01-06': 3 }
  const wrong = facts(before, staged, { ...before, '2026-01-05': 6, '2026-01-06': 2 })
  expect(checkAppend(visits, wrong)).toMatchObject([
    {
      severity: 'stop',
      check: 'rows-add-up',
      day: '2026-01-05',
      count: 2,
      examples: ['2026-01-05: 6 rows, wanted 3', '2026-01-06: 2 rows, wanted 3'],
    },
  ])
})

test('other days that changed stop: lost, grown or new', () => {
  const { '2025-12-20': _, ...rest } = before
  const after = { ...rest, '2025-12-21': 6, '2025-12-01': 1, '2026-01-05': 3 }
  const findings = checkAppend(visits, facts(before, { '2026-01-05': 3 }, after))
  expect(findings).toMatchObject([
    {
      severity: 'stop',
      check: 'history-unchanged',
      day: '2025-12-01',
      count: 3,
      examples: [
        '2025-12-01: 1 rows, wanted 0',
        '2025-12-20: 0 rows, wanted 5',
        '2025-12-21: 6 rows, wanted 5',
      ],
    },
  ])
})

test('a hole before the window stops, and says what to fill', () => {
  const findings = checkAppend(visits, facts(before, { '2026-01-07': 5 }))
  expect(findings).toMatchObject([
    {
      severity: 'stop',
      check: 'no-missing-day',
      day: '2026-01-05',
      count: 2,
      examples: ['2026-01-05 to 2026-01-06'],
    },
  ])
  expect(findings[0]?.message).toContain(
    'npx ees backfill --from 2026-01-05 --to 2026-01-06 --tables visits',
  )
})

test('a hole before the coverage may stay', () => {
  const { '2025-12-25': _, ...holed } = before
  expect(checkAppend(visits, facts(holed, { '2026-01-05': 5 }))).toEqual([])
})

test('holes are filled oldest first: those after the window wait', () => {
  const holed = { ...before, '2026-01-07': 5, '2026-01-09': 5 }
  expect(checkAppend(visits, facts(holed, steady('2026-01-05', '2026-01-06', 5)))).toEqual([])
  expect(checkAppend(visits, facts(holed, { '2026-01-08': 5 }))).toMatchObject([
    { check: 'no-missing-day', day: '2026-01-05', count: 2 },
  ])
})

test('where days may lack, new holes are recorded once', () => {
  expect(checkAppend(searches, facts(before, { '2026-01-07': 5 }))).toMatchObject([
    { severity: 'warn', check: 'no-missing-day', day: '2026-01-05', count: 2 },
  ])
  const holed = { ...before, '2026-01-07': 5 }
  expect(checkAppend(searches, facts(holed, { '2026-01-08': 5 }))).toEqual([])
})
