import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api'
import { expect, test } from 'vitest'

import type { Cell } from '../../activities/frame.ts'
import { stagedColumn } from '../../activities/staged-column.ts'
import type { ColumnType } from '../../pipelines/define.ts'

const staged = (type: ColumnType, cells: readonly Cell[]) =>
  stagedColumn({ table: 'visits', name: 'value', type }, cells)

test('cells become what DuckDB takes, and a missing one stays null', () => {
  expect(staged('STRING', ['', "it's", null])).toEqual(['', "it's", null])
  expect(staged('DOUBLE', [0.1, -1e300, null, 5])).toEqual([0.1, -1e300, null, 5])
  expect(staged('INT', [-(2 ** 31), null, 2 ** 31 - 1])).toEqual([-2147483648, null, 2147483647])
  expect(staged('BIGINT', [null, 2 ** 53 - 1])).toEqual([null, 9007199254740991n])
  expect(staged('DATE', ['1970-01-02', null, '1970-01-02', '2020-02-29'])).toEqual([
    new DuckDBDateValue(1),
    null,
    new DuckDBDateValue(1),
    new DuckDBDateValue(18321),
  ])
  expect(staged('TIMESTAMP', ['1970-01-01T00:00:01.5Z', null])).toEqual([
    new DuckDBTimestampValue(1_500_000n),
    null,
  ])
})

test.each<[ColumnType, Cell]>([
  ['STRING', 5],
  ['DOUBLE', '7'],
  ['DOUBLE', Number.NaN],
  ['DOUBLE', Infinity],
  ['INT', 1.5],
  ['INT', 2 ** 31],
  ['INT', '1'],
  ['BIGINT', 2 ** 53],
  ['BIGINT', 0.5],
  ['DATE', '20260101'],
  ['DATE', '2026-02-30'],
  ['DATE', 20454],
  ['DATE', ''],
  ['TIMESTAMP', '2026-01-31'],
  ['TIMESTAMP', '2026-01-31T05:06:07+02:00'],
  ['TIMESTAMP', '2026-02-30T05:06:07Z'],
])('%s refuses %j, with the column and what is wanted', (type, cell) => {
  const shown = typeof cell === 'string' ? JSON.stringify(cell) : String(cell)
  expect(() => staged(type, [null, cell])).toThrow(
    expect.objectContaining({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining(`visits: the column value ${type} got ${shown}, wanted is`),
    }),
  )
})
