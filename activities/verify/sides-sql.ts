import { type Day, expression, join, sql, type Sql } from '../../pipelines/define.ts'
import { isNumber, type Shared } from './columns-compared.ts'
import type { Side } from './side.ts'

/** Two versions of a table, and what is compared of them. */
export interface Pair {
  readonly here: Side
  readonly there: Side
  /** Rows that agree in these are the same row. */
  readonly key: readonly Shared[]
  /** The columns whose values are compared. */
  readonly values: readonly Shared[]
  /** Of tables whose key has a date: the days compared. */
  readonly from?: Day
  readonly to?: Day
  /** Of doubles: how far one may lie from the other, as a share of the smaller where that is above 1. */
  readonly tolerance: number
}

/**
 * The rows of both sides one below the other, in the types of this one: `is_here`, `is_there`, `day` (NULL where the key
 * has none), `key_N`, `value_N`. Columns have numbers for names, so that none is a word of SQL.
 */
export function bothSides(pair: Pair): Sql {
  const limits = [
    ...(pair.from ? [sql`day >= date ${pair.from}`] : []),
    ...(pair.to ? [sql`day <= date ${pair.to}`] : []),
  ]
  return sql`
        select *
        from (
          select 1 as is_here, 0 as is_there, ${columnsOf(pair, hereOf)} from ${pair.here.from}
          union all
          select 0, 1, ${columnsOf(pair, thereOf)} from ${pair.there.from}
        ) as sides${isByDay(pair) && limits.length > 0 ? sql` where ${join(limits, ' and ')}` : sql``}`
}

export const isByDay = ({ key }: Pair): boolean => key.some(({ name }) => name === 'date')

/** Whether the column is a double on either side, and so is compared as one. */
export const isDouble = (column: Shared): boolean =>
  isMixed(column) || /^(double|float|decimal.*)$/i.test(column.here)

/** The names of the numbered columns. */
export const numbered = (prefix: string, columns: readonly Shared[]): string[] =>
  columns.map((_, at) => `${prefix}_${at}`)

function columnsOf(pair: Pair, side: (column: Shared) => string): Sql {
  const date = pair.key.find(({ name }) => name === 'date')
  return expression(
    [
      `${date ? side(date) : 'cast(null as date)'} as day`,
      ...pair.key.map((column, at) => `${side(column)} as key_${at}`),
      ...pair.values.map((column, at) => `${side(column)} as value_${at}`),
    ].join(', '),
  )
}

const isMixed = ({ here, there }: Shared): boolean =>
  here !== there && isNumber(here) && isNumber(there)

const hereOf = (column: Shared): string =>
  isMixed(column) ? `cast(${column.name} as double)` : column.name

function thereOf(column: Shared): string {
  if (isMixed(column)) return hereOf(column)
  return column.here === column.there ? column.name : `try_cast(${column.name} as ${column.here})`
}
