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

/** Whether rows are told apart by day. */
export const dayOf = ({ key }: Pair): number => key.findIndex(({ name }) => name === 'date')

/** The rows of both sides: `here`, `there`. */
export const rowCounts = (pair: Pair): Sql => sql`
  select coalesce(sum(is_here), 0) as here, coalesce(sum(is_there), 0) as there
  from (${bothSides(pair)}) as sides`

/**
 * The days with differences, the worst first: `day` (NULL where the table has none), `only_here`, `only_there`,
 * `differing`, and `differs_N`, the rows that differ in the Nth value.
 */
export const differencesByDay = (pair: Pair): Sql => sql`
  with compared as (${comparedRows(pair)})
  select day, sum(only_here) as only_here, sum(only_there) as only_there, count_if(${anyDiffers(pair)}) as differing${each(
    pair.values,
    (at) => `, count_if(differs_${at}) as differs_${at}`,
  )}
  from compared
  where ${isDifferent(pair)}
  group by day
  order by sum(only_here) + sum(only_there) + count_if(${anyDiffers(pair)}) desc, day`

/**
 * Some of the rows with differences, those of one day first: the key as `key_N`, `only_here`, `only_there`, and
 * `differs_N`, `here_N`, `there_N` for each value.
 */
export const examplesOf = (pair: Pair, day: Day | null, most: number): Sql => sql`
  with compared as (${comparedRows(pair)})
  select *
  from compared
  where ${isDifferent(pair)}
  order by ${day === null ? sql`only_here desc` : sql`case when day = date ${day} then 0 else 1 end`}, day${each(
    pair.key,
    (at) => `, key_${at}`,
  )}
  limit ${most}`

/** A row for each key: how many more of it one side has, and in which values the sides differ. */
const comparedRows = (pair: Pair): Sql => sql`
    select ${dayOf(pair) < 0 ? sql`cast(null as date)` : expression(`key_${dayOf(pair)}`)} as day,
      greatest(rows_here - rows_there, 0) as only_here, greatest(rows_there - rows_here, 0) as only_there${each(
        pair.key,
        (at) => `, key_${at}`,
      )}${each(pair.values, (at) => `, here_${at}, there_${at}`)}${join(
        pair.values.map(
          (column, at) => sql`, ${differs(column, at, pair.tolerance)} as differs_${at}`,
        ),
        '',
      )}
    from (${rowsByKey(pair)}
    ) as by_key`

const rowsByKey = ({ key, values, ...pair }: Pair): Sql => sql`
      select sum(is_here) as rows_here, sum(is_there) as rows_there${each(key, (at) => `, key_${at}`)}${each(
        values,
        (at) =>
          `, max(case when is_here = 1 then value_${at} end) as here_${at}, max(case when is_there = 1 then value_${at} end) as there_${at}`,
      )}
      from (${bothSides({ key, values, ...pair })}
      ) as sides${key.length > 0 ? expression(` group by ${key.map((_, at) => `key_${at}`).join(', ')}`) : sql``}`

/** The rows of both sides one below the other, in the types of this one. */
function bothSides(pair: Pair): Sql {
  const at = dayOf(pair)
  const day = expression(`key_${at}`)
  const limits = [
    ...(pair.from ? [sql`${day} >= date ${pair.from}`] : []),
    ...(pair.to ? [sql`${day} <= date ${pair.to}`] : []),
  ]
  return sql`
        select *
        from (
          select 1 as is_here, 0 as is_there${columnsOf(pair, hereOf)} from ${pair.here.from}
          union all
          select 0, 1${columnsOf(pair, thereOf)} from ${pair.there.from}
        ) as sides${at >= 0 && limits.length > 0 ? sql` where ${join(limits, ' and ')}` : sql``}`
}

const columnsOf = ({ key, values }: Pair, side: (column: Shared) => string): Sql =>
  expression(
    [
      ...key.map((column, at) => `, ${side(column)} as key_${at}`),
      ...values.map((column, at) => `, ${side(column)} as value_${at}`),
    ].join(''),
  )

/** Numbers of other types are compared as doubles. */
const isMixed = ({ here, there }: Shared): boolean =>
  here !== there && isNumber(here) && isNumber(there)

const hereOf = (column: Shared): string =>
  isMixed(column) ? `cast(${column.name} as double)` : column.name

function thereOf(column: Shared): string {
  if (isMixed(column)) return `cast(${column.name} as double)`
  return column.here === column.there ? column.name : `try_cast(${column.name} as ${column.here})`
}

function differs(column: Shared, at: number, tolerance: number): Sql {
  const [here, there] = [expression(`here_${at}`), expression(`there_${at}`)]
  const near = sql`coalesce(abs(${here} - ${there}) <= ${expression(String(tolerance))} * greatest(1, least(abs(${here}), abs(${there}))), false)`
  const isDouble = isMixed(column) || /^(double|float|decimal.*)$/i.test(column.here)
  return sql`(rows_here > 0 and rows_there > 0 and ${here} is distinct from ${there}${isDouble ? sql` and not ${near}` : sql``})`
}

const anyDiffers = ({ values }: Pair): Sql =>
  values.length === 0
    ? sql`false`
    : expression(`(${values.map((_, at) => `differs_${at}`).join(' or ')})`)

const isDifferent = (pair: Pair): Sql =>
  sql`(only_here > 0 or only_there > 0 or ${anyDiffers(pair)})`

const each = (columns: readonly Shared[], piece: (at: number) => string): Sql =>
  expression(columns.map((_, at) => piece(at)).join(''))
