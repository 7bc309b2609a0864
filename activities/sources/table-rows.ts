import { isDay } from '../../pipelines/days.ts'
import type { ColumnType, RawTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Cell } from '../frame.ts'
import { declared } from './declared.ts'

type Value = string | number | null | undefined

/** Column of the table to where a row of an answer has its value. */
export type Fields<Row> = Readonly<Record<string, (row: Row) => Value>>

/**
 * Rows of an answer as rows of the table: its columns in order, each value of the declared type, ratios worked out.
 * A value that is missing stays null, for the checks to name its row. Throws a final `BrokenContract` that shows the
 * row where a value is not of its column's type.
 */
export function tableRows<Row>(
  table: RawTable,
  fields: Fields<Row>,
  answer: readonly Row[],
): Cell[][] {
  const names = Object.keys(table.columns)
  const readers = Object.entries(table.columns).flatMap(([column, type], at) => {
    const value = fields[column]
    return value ? [{ at, column, type, value, read: READERS[type]() }] : []
  })
  const ratios = ratiosOf(table, names)
  const undeclared = names.filter((_, at) => ![...readers, ...ratios].some((one) => one.at === at))
  if (undeclared.length > 0)
    throw final(
      'BadInput',
      `The declaration of ${table.name} does not say what fills ${undeclared.join(', ')}. Name a dimension, a metric or a ratio for it.`,
    )
  return answer.map((row, number) => {
    const cells: Cell[] = names.map(() => null)
    for (const { at, column, type, value, read } of readers) {
      const found = value(row)
      const cell = found === undefined || found === null ? null : read(found)
      if (cell === undefined)
        throw final(
          'BrokenContract',
          `Reading ${table.name}: row ${number + 1} of the page has ${JSON.stringify(found)} as ${column}; wanted is ${WANTED[type]}. The row: ${show(row)}. The table stays as it was; look whether the source or its settings changed the meaning of the field.`,
        )
      cells[at] = cell
    }
    for (const { at, over, under } of ratios) cells[at] = ratio(cells[over], cells[under])
    return cells
  })
}

/** Each reader keeps the last day it read: rows come by date, and a page has few. */
const READERS: Readonly<Record<ColumnType, () => (value: string | number) => Cell | undefined>> = {
  DATE: () => {
    let known: { text: string | number; day: string | undefined } | undefined
    return (text) => {
      if (known?.text !== text) known = { text, day: dayOf(String(text)) }
      return known.day
    }
  },
  STRING: () => (value) => (typeof value === 'string' ? value : undefined),
  TIMESTAMP: () => (value) => (typeof value === 'string' ? value : undefined),
  DOUBLE: () => numberOf,
  INT: () => wholeOf,
  BIGINT: () => wholeOf,
}

const WANTED: Readonly<Record<ColumnType, string>> = {
  DATE: 'a day, as 20260131 or 2026-01-31',
  STRING: 'text',
  TIMESTAMP: 'text',
  DOUBLE: 'a finite number',
  INT: 'a whole number',
  BIGINT: 'a whole number',
}

function dayOf(text: string): string | undefined {
  const day = text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return isDay(day) ? day : undefined
}

function numberOf(value: string | number): number | undefined {
  // An empty text would be the number 0.
  const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value)
  return Number.isFinite(number) ? number : undefined
}

function wholeOf(value: string | number): number | undefined {
  const number = numberOf(value)
  return Number.isInteger(number) ? number : undefined
}

function ratiosOf({ source }: RawTable, names: readonly string[]) {
  if (source.kind !== 'ga4' || !source.ratios) return []
  return declared(source.ratios).map(([column, [over, under]]) => ({
    at: names.indexOf(column),
    over: names.indexOf(over),
    under: names.indexOf(under),
  }))
}

function ratio(over: Cell | undefined, under: Cell | undefined): Cell {
  if (typeof over !== 'number' || typeof under !== 'number') return null
  return under === 0 ? 0 : over / under
}

const show = (row: unknown): string => JSON.stringify(row).slice(0, 500)
