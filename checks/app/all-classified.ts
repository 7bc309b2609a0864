import {
  type AppTable,
  expression,
  join,
  sql,
  type Sql,
  UNCLASSIFIED,
} from '../../pipelines/define.ts'
import type { Row } from '../facts.ts'
import { stop } from '../finding.ts'
import { type AppCheck, isDated, numberOf } from './app-check.ts'

/** Rules had a class for every value; those that they had none for are named, with their rows. */
export function allClassified(table: AppTable): AppCheck[] {
  const { classifies = [] } = table
  if (classifies.length === 0) return []
  const unclassified = join(
    classifies.map((column) => unclassifiedIn(table, column)),
    ' union all ',
  )
  return [
    {
      name: 'all-classified',
      holds: `Every value has a class in ${classifies.join(' and ')}.`,
      facts: sql`
        select class, value, copies, first_day, count(*) over () as unknown, min(first_day) over () as since
        from (${unclassified}) as unclassified
        order by copies desc, class, value
        limit 5
      `,
      judge: (rows) => judge(table, rows),
    },
  ]
}

function unclassifiedIn(table: AppTable, column: string): Sql {
  const day = isDated(table) ? sql`min(date)` : sql`CAST(NULL AS DATE)`
  return sql`
    select ${column} as class, ${expression(column)} as value, count(*) as copies, ${day} as first_day
    from ${table}
    where ${expression(column)} like ${`${UNCLASSIFIED}%`}
    group by ${expression(column)}
  `
}

function judge(table: AppTable, rows: readonly Row[]) {
  const [first] = rows
  if (!first) return []
  const unknown = numberOf(first['unknown'])
  const classes = table.classifies?.join(' or ')
  return [
    stop('all-classified', {
      table: table.name,
      day: typeof first['since'] === 'string' ? first['since'] : null,
      count: unknown,
      examples: rows.map(
        ({ class: column, value, copies }) =>
          `${column} "${String(value).slice(UNCLASSIFIED.length)}": ${copies} rows`,
      ),
      message: `${table.name} has ${unknown} values that no rule for ${classes} knows; wanted is a class for each. Extend the rule in pipelines/ees/rules, then run the step again.`,
    }),
  ]
}
