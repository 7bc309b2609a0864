import { type Day, expression, join, sql, type Sql } from '../../pipelines/define.ts'
import type { Shared } from './columns-compared.ts'
import { bothSides, isDouble, numbered, type Pair } from './sides-sql.ts'

/**
 * Every day of either side (NULL where the table has none): `day`, the rows `here` and `there`, and whether they are
 * `unlike`. Rows are told apart by their hashes, which takes a fraction of the time and memory that to compare them
 * takes; of the days that are alike no more need be asked. A hash passes over NULLs, so where they are counts too.
 */
export function daysOfBoth(pair: Pair): Sql {
  const columns = [...numbered('key', pair.key), ...numbered('value', pair.values)]
  const hash = `hash(${columns.flatMap((name) => [name, `${name} is null`]).join(', ')})`
  return sql`
  select day, sum(is_here) as here, sum(is_there) as there,
    sum(case when is_here = 1 then hashed end) is distinct from sum(case when is_there = 1 then hashed end) as unlike
  from (select day, is_here, is_there, ${expression(hash)} as hashed from (${bothSides(pair)}) as sides) as hashes
  group by day
  order by day`
}

/**
 * Those of some days that differ, the worst first: `day`, `only_here`, `only_there`, `differing`, and `differs_N`, the
 * rows that differ in the Nth value.
 */
export const differencesByDay = (pair: Pair, days: readonly Day[]): Sql => sql`
  with compared as (${comparedRows(pair, days)})
  select day, sum(only_here) as only_here, sum(only_there) as only_there, count_if(${anyDiffers(pair)}) as differing${more(
    numbered('differs', pair.values).map((name) => `count_if(${name}) as ${name}`),
  )}
  from compared
  where ${isDifferent(pair)}
  group by day
  order by sum(only_here) + sum(only_there) + count_if(${anyDiffers(pair)}) desc, day`

/**
 * Some of the rows that differ: the key as `key_N`, `only_here`, `only_there`, and `differs_N`, `here_N`, `there_N` for
 * each value.
 */
export const differentRows = (pair: Pair, days: readonly Day[], most: number): Sql => sql`
  with compared as (${comparedRows(pair, days)})
  select *
  from compared
  where ${isDifferent(pair)}
  order by day${more(numbered('key', pair.key))}
  limit ${most}`

/** A row for each key: how many more of it one side has, and in which values the sides differ. */
const comparedRows = (pair: Pair, days: readonly Day[]): Sql => sql`
    select day, greatest(rows_here - rows_there, 0) as only_here, greatest(rows_there - rows_here, 0) as only_there${more(
      numbered('key', pair.key),
      numbered('here', pair.values),
      numbered('there', pair.values),
    )}${join(
      pair.values.map(
        (column, at) => sql`, ${differs(column, at, pair.tolerance)} as differs_${at}`,
      ),
      '',
    )}
    from (${rowsByKey(pair, days)}
    ) as by_key`

const rowsByKey = (pair: Pair, days: readonly Day[]): Sql => sql`
      select day, sum(is_here) as rows_here, sum(is_there) as rows_there${more(
        numbered('key', pair.key),
        valuesOf(pair, 'here'),
        valuesOf(pair, 'there'),
      )}
      from (${bothSides(pair)}
      ) as sides${
        days.length > 0
          ? sql` where day in (${join(
              days.map((day) => sql`date ${day}`),
              ', ',
            )})`
          : sql``
      }
      group by day${more(numbered('key', pair.key))}`

const valuesOf = ({ values }: Pair, side: 'here' | 'there'): string[] =>
  values.map((_, at) => `max(case when is_${side} = 1 then value_${at} end) as ${side}_${at}`)

function differs(column: Shared, at: number, tolerance: number): Sql {
  const [here, there] = [expression(`here_${at}`), expression(`there_${at}`)]
  const near = sql`coalesce(abs(${here} - ${there}) <= ${expression(String(tolerance))} * greatest(1, least(abs(${here}), abs(${there}))), false)`
  return sql`(rows_here > 0 and rows_there > 0 and ${here} is distinct from ${there}${isDouble(column) ? sql` and not ${near}` : sql``})`
}

const anyDiffers = ({ values }: Pair): Sql =>
  expression(values.length === 0 ? 'false' : `(${numbered('differs', values).join(' or ')})`)

const isDifferent = (pair: Pair): Sql =>
  sql`(only_here > 0 or only_there > 0 or ${anyDiffers(pair)})`

/** Further columns of a list. */
const more = (...lists: readonly (readonly string[])[]): Sql =>
  expression(
    lists
      .flat()
      .map((column) => `, ${column}`)
      .join(''),
  )
