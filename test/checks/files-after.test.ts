import { describe, expect, test } from 'vitest'

import { checkFilesAfter } from '../../checks/files-after.ts'
import { calls } from '../support/tables.ts'

const names = (days: readonly string[]) =>
  new Set(days.map((day) => `${day.replaceAll('-', '')}-170202_api-calls.parquet`))

interface Case {
  readonly before?: readonly string[]
  readonly after: readonly string[]
  readonly listed?: readonly string[]
  readonly runDay?: string
}

const found = ({ before = [], after, listed = after, runDay = after.at(-1) ?? '' }: Case) =>
  checkFilesAfter(
    calls,
    { listed: names(listed), before: names(before), after: names(after) },
    runDay,
  ).map(({ severity, check, count, examples }) => [check, severity, count, examples] as const)

// 2026-01-05 is a Monday.
describe('missing days', () => {
  test('on weekdays and at weekends are told apart', () => {
    expect(found({ after: ['2026-01-07', '2026-01-13'] })).toEqual([
      ['weekdays-have-files', 'warn', 3, ['2026-01-08 to 2026-01-09', '2026-01-12']],
      ['weekends-have-files', 'warn', 2, ['2026-01-10 to 2026-01-11']],
    ])
  })

  test('are told once, when the files after them come', () => {
    const first = ['2026-01-05', '2026-01-07']
    expect(found({ before: first, after: first })).toEqual([])
    expect(found({ before: first, after: [...first, '2026-01-09'] })).toEqual([
      ['weekdays-have-files', 'warn', 1, ['2026-01-08']],
    ])
  })

  test('are none where a file came late', () => {
    const before = ['2026-01-05', '2026-01-07']
    expect(found({ before, after: ['2026-01-05', '2026-01-06', '2026-01-07'] })).toEqual([])
  })
})

describe('the newest file', () => {
  test.each([
    ['2026-01-12', []],
    ['2026-01-13', [['files-fresh', 'warn', 6, []]]],
  ])('of 2026-01-07, on a run of %s', (runDay, findings) => {
    expect(found({ after: ['2026-01-07'], runDay })).toEqual(findings)
  })

  test('may be of a day after the run', () => {
    expect(found({ after: ['2026-01-07'], runDay: '2025-06-01' })).toEqual([])
  })
})

test('files that are gone are named, and those still there are not', () => {
  const after = ['2026-01-05', '2026-01-06', '2026-01-07']
  expect(found({ before: after, after, listed: ['2026-01-06'], runDay: '2026-01-08' })).toEqual([
    ['files-kept', 'warn', 2, [...names(['2026-01-05', '2026-01-07'])]],
  ])
})
