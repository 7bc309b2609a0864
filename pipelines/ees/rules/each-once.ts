import { expression, sql, type Sql } from '../../define.ts'

/**
 * The values of a column, each once: under the column's own name, to join by, and as `value`, to apply rules to.
 *
 * Rules are dear and values are few. A filter on what a rule makes of `value` stays above the grouping; on the column
 * itself a planner would move it below, and have the rule applied to every row there is.
 */
export const eachOnce = (column: string, rows: Sql): Sql => {
  const name = expression(column)
  return sql`select ${name}, any_value(${name}) as value from (${rows}) as rows_with_it group by ${name}`
}
