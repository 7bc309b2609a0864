import { expect, test } from 'vitest'

import { tableRows } from '../../../activities/sources/table-rows.ts'
import { type ColumnType, rawTable } from '../../../pipelines/define.ts'

type Found = string | number | null | undefined

const read = (type: ColumnType, value: Found) => {
  const table = rawTable('a_table', { columns: { cell: type }, source: { kind: 'frozen' } })
  return tableRows(table, { cell: (row: { value: Found }) => row.value }, [{ value }])[0]?.[0]
}

test.for<[ColumnType, Found, unknown]>([
  ['DATE', '20240229', '2024-02-29'],
  ['DATE', '2024-02-29', '2024-02-29'],
  ['STRING', '', ''],
  ['STRING', '(not set)', '(not set)'],
  ['DOUBLE', '0', 0],
  ['DOUBLE', '-1.5e3', -1500],
  ['DOUBLE', 2.5, 2.5],
  ['INT', '7', 7],
  ['BIGINT', '9007199254740991', 9_007_199_254_740_991],
  ['DOUBLE', undefined, null],
  ['STRING', null, null],
])('%s from %s', ([type, value, expected]) => {
  expect(read(type, value)).toBe(expected)
})

test.for<[ColumnType, Found]>([
  ['DATE', '20240230'],
  ['DATE', '(other)'],
  ['DATE', ''],
  ['STRING', 7],
  ['DOUBLE', ''],
  ['DOUBLE', ' '],
  ['DOUBLE', '(other)'],
  ['DOUBLE', 'NaN'],
  ['DOUBLE', 'Infinity'],
  ['INT', '1.5'],
])('%s is not to be had from "%s"', ([type, value]) => {
  expect(() => read(type, value)).toThrow(
    expect.objectContaining({ type: 'BrokenContract', nonRetryable: true }),
  )
})

test('a value out of place is shown with its row and its column', () => {
  const table = rawTable('a_table', {
    columns: { day: 'DATE', views: 'INT' },
    source: { kind: 'frozen' },
  })
  const fields = { day: (row: string[]) => row[0], views: (row: string[]) => row[1] }
  expect(() =>
    tableRows(table, fields, [
      ['20240801', '1'],
      ['20240802', 'many'],
    ]),
  ).toThrow(
    /a_table: row 2 of the page has "many" as views; wanted is a whole number\. The row: \["20240802","many"\]/,
  )
})

test('days that come in turns are each read right', () => {
  const table = rawTable('a_table', { columns: { day: 'DATE' }, source: { kind: 'frozen' } })
  const days = ['20240801', '20240802', '20240801']
  expect(tableRows(table, { day: (row: string) => row }, days)).toEqual([
    ['2024-08-01'],
    ['2024-08-02'],
    ['2024-08-01'],
  ])
})

test('a column that nothing fills is a fault of the declaration', () => {
  const table = rawTable('a_table', {
    columns: { day: 'DATE', views: 'INT' },
    source: { kind: 'frozen' },
  })
  expect(() => tableRows(table, { day: () => '20240801' }, [])).toThrow(/what fills views/)
})
