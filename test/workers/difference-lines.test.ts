import { describe, expect, test } from 'vitest'

import type { TableDifferences } from '../../activities/verify/compare-table.ts'
import { differenceLines, isSame, verdict } from '../../workers/difference-lines.ts'

const same: TableDifferences = {
  table: 'ees_short',
  rows: { here: 12_000, there: 12_000 },
  shape: [],
  onlyHere: 0,
  onlyThere: 0,
  differing: 0,
  columns: new Map(),
  days: [],
  examples: [],
}

describe('differenceLines()', () => {
  test('says in a line that all is the same', () => {
    expect(isSame(same)).toBe(true)
    expect(differenceLines(same)).toEqual([
      '  ees_short                         the same, 12,000 rows',
    ])
  })

  test('says what differs, the five worst days and the examples', () => {
    const days = Array.from({ length: 7 }, (_, at) => ({
      day: `2026-01-0${at + 1}`,
      onlyHere: 7 - at,
      onlyThere: 1,
      differing: 0,
    }))
    const found = { ...same, onlyHere: 28, onlyThere: 7, differing: 3, days }
    const columns = new Map([
      ['pageviews', 3],
      ['sessions', 1],
    ])
    const examples = ['date 2026-01-01: only here']
    expect(differenceLines({ ...found, columns, examples })).toEqual([
      '  ees_short                         different, 12,000 rows here, 12,000 there',
      '      28 rows only here, 7 rows only there, 3 rows with other values (pageviews 3, sessions 1)',
      '        2026-01-01  7 rows only here, 1 row only there',
      '        2026-01-02  6 rows only here, 1 row only there',
      '        2026-01-03  5 rows only here, 1 row only there',
      '        2026-01-04  4 rows only here, 1 row only there',
      '        2026-01-05  3 rows only here, 1 row only there',
      '        and 2 more days',
      '      - date 2026-01-01: only here',
    ])
  })

  test('says of what cannot be compared only how it differs', () => {
    const found = { ...same, rows: null, shape: ['the table is only there'] }
    expect(isSame(found)).toBe(false)
    expect(differenceLines(found)).toEqual([
      '  ees_short                         different',
      '      the table is only there',
    ])
  })
})

test('verdict() names the tables that differ', () => {
  const other = { ...same, table: 'ees_other', onlyHere: 1 }
  expect(verdict([same, other])).toBe('1 of 2 tables differ: ees_other.')
  expect(verdict([same, same])).toBe('All 2 tables are the same.')
  expect(verdict([same])).toBe('The table is the same.')
})
