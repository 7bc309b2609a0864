import { type AppTable, expression, join, sql, type Sql } from '../../pipelines/define.ts'
import { EXAMPLES, stop } from '../finding.ts'
import { type AppCheck, dayOf, isDated, numberOf } from './app-check.ts'
import { inputOf } from './input-of.ts'

/** Sums of doubles depend on the order of their terms: so much of a sum, and no more, may come of that. */
const TOLERANCE = '1e-6'

/** What goes in comes out: the sums by day are those of the input, the newest day's too. */
export function conserved(table: AppTable): AppCheck[] {
  const { conserves = [] } = table
  if (conserves.length === 0) return []
  const day = isDated(table) ? ['date'] : []
  const input = inputOf(table, [...day, ...conserves])
  if (!input)
    throw new Error(
      `Reading the assertions of ${table.name}: none of the tables it reads has all of ${[...day, ...conserves].join(', ')}, which it is to conserve. Declare its input.`,
    )
  return [
    {
      name: 'conserved',
      holds: `The sums of ${conserves.join(', ')}${isDated(table) ? ' by day' : ''} are those of what it reads.`,
      facts: differences(table, input),
      judge: (rows) => {
        const [first] = rows
        if (!first) return []
        return [
          stop('conserved', {
            table: table.name,
            day: dayOf(first['day']),
            count: rows.length,
            examples: rows.slice(0, EXAMPLES).map((row) => showSums(row, conserves)),
            message: `${table.name} does not conserve ${conserves.join(', ')}${isDated(table) ? ` on ${rows.length} days` : ''}: the sums differ from those of its input; wanted are the same. Look for rows that its SQL drops, or counts twice in a join.`,
          }),
        ]
      },
    },
  ]
}

/** The days on which the sums differ. */
function differences(table: AppTable, input: Sql): Sql {
  const columns = table.conserves ?? []
  const day = isDated(table) ? expression('date') : sql`CAST(NULL AS DATE)`
  const each = (piece: (column: Sql) => Sql, separator = ', ') =>
    join(
      columns.map((column) => piece(expression(column))),
      separator,
    )
  const none = sql`CAST(0 AS DOUBLE)`
  return sql`
    with sides as (
      select ${day} as day, ${each((c) => sql`${c} as ${c}_in, ${none} as ${c}_out`)} from (${input}) as counted
      union all
      select ${day} as day, ${each((c) => sql`${none} as ${c}_in, ${c} as ${c}_out`)} from ${table}
    ),
    sums as (
      select day, ${each((c) => sql`coalesce(sum(${c}_in), 0) as ${c}_in, coalesce(sum(${c}_out), 0) as ${c}_out`)}
      from sides
      group by day
    )
    select * from sums
    where ${each((c) => sql`abs(${c}_in - ${c}_out) > ${expression(TOLERANCE)} * greatest(abs(${c}_in), abs(${c}_out))`, ' or ')}
    order by day
  `
}

function showSums(row: Parameters<AppCheck['judge']>[0][number], columns: readonly string[]) {
  const sums = columns.map(
    (column) =>
      `${column} ${numberOf(row[`${column}_in`])} in, ${numberOf(row[`${column}_out`])} out`,
  )
  const day = dayOf(row['day'])
  return (day ? `${day}: ` : '') + sums.join('; ')
}
