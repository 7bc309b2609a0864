import { describe, expect, test } from 'vitest'

import { checkReplaceDays } from '../../checks/replace-days.ts'
import { replaceDaysFacts as facts, steady } from '../support/facts.ts'
import { searches, visits } from '../support/tables.ts'

const before = steady('2025-11-10', '2026-01-10', 40)
const window = { from: '2026-01-05', to: '2026-01-08' }
const same = steady(window.from, window.to, 40)

test('days that gain rows, or come for the first time, have no findings', () => {
  const { '2026-01-06': _, ...holed } = before
  expect(checkReplaceDays(visits, facts(holed, { ...same, '2026-01-07': 45 }))).toEqual([])
  expect(checkReplaceDays(visits, facts(before, same))).toEqual([])
  expect(checkReplaceDays(visits, facts({}, {}, { window }))).toEqual([])
})

test('a day that has not the rows of the batch stops', () => {
  const staged = { ...same, '2026-01-07': 45 }
  const after = { ...before, '2026-01-07': 85 }
  expect(checkReplaceDays(visits, facts(before, staged, { after }))).toMatchObject([
    {
      severity: 'stop',
      check: 'rows-add-up',
      day: '2026-01-07',
      count: 1,
      examples: ['2026-01-07: 85 rows, wanted 45'],
    },
  ])
})

test('a day outside the window that changed stops', () => {
  const { '2025-12-01': _, ...rest } = before
  const after = { ...rest, '2026-01-09': 41 }
  expect(checkReplaceDays(visits, facts(before, same, { after }))).toMatchObject([
    {
      severity: 'stop',
      check: 'history-unchanged',
      day: '2025-12-01',
      count: 2,
      examples: ['2025-12-01: 0 rows, wanted 40', '2026-01-09: 41 rows, wanted 40'],
    },
  ])
})

describe('a day that loses rows', () => {
  test('is told where they are few', () => {
    const findings = checkReplaceDays(visits, facts(before, { ...same, '2026-01-07': 20 }))
    expect(findings).toMatchObject([
      {
        severity: 'warn',
        check: 'rows-kept',
        day: '2026-01-07',
        count: 1,
        examples: ['2026-01-07: 40 rows, now 20'],
      },
    ])
    expect(findings[0]?.message).toMatch(/20 rows fewer .* are in the archive\.$/)
  })

  test('stops where they are more than half, and the others are not named', () => {
    const staged = { ...same, '2026-01-06': 39, '2026-01-07': 19 }
    const kept = checkReplaceDays(visits, facts(before, staged))
    expect(kept).toMatchObject([
      { severity: 'stop', check: 'rows-kept', day: '2026-01-07', count: 1 },
      { severity: 'warn', check: 'usual-volume' },
    ])
    expect(kept[0]?.message).toContain('never be fetched again')
    expect(kept[0]?.message).toContain(
      '(npx ees backfill --from 2026-01-07 --to 2026-01-07 --tables visits)',
    )
  })

  test('may lose ten where it has few', () => {
    const few = steady('2026-01-05', '2026-01-06', 12)
    const severity = (rows: number) =>
      checkReplaceDays(visits, facts(few, { ...few, '2026-01-06': rows })).map(
        (finding) => finding.severity,
      )
    expect(severity(2)).toEqual(['warn'])
    expect(severity(1)).toEqual(['stop'])
  })

  test('stops where it loses all, however few they were, if it must have some', () => {
    const few = steady('2026-01-05', '2026-01-06', 3)
    expect(checkReplaceDays(visits, facts(few, { '2026-01-05': 3 }, { window }))).toMatchObject([
      { severity: 'stop', check: 'rows-kept', examples: ['2026-01-06: 3 rows, now none'] },
    ])
  })

  test.each([
    ['its source can be without rows', searches, '2026-01-06'],
    ['it is before the coverage', visits, '2026-01-02'],
  ])('may lose all its few where %s, and no more', (_, table, day) => {
    const on = { window: { from: day, to: day } }
    const severity = (rows: number) =>
      checkReplaceDays(table, facts({ [day]: rows }, {}, on)).map((finding) => finding.severity)
    expect(severity(10)).toEqual(['warn'])
    expect(severity(11)).toEqual(['stop'])
  })
})

test('of the days that differ, those of unusual volume are told', () => {
  const odd = { ...before, '2026-01-06': 400 }
  const staged = { ...same, '2026-01-06': 400, '2026-01-07': 300 }
  expect(checkReplaceDays(visits, facts(odd, staged))).toMatchObject([
    { severity: 'warn', check: 'usual-volume', day: '2026-01-07', count: 1 },
  ])
})
