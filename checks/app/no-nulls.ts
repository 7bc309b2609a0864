import { type AppTable, expression, join, sql } from '../../pipelines/define.ts'
import type { Row } from '../facts.ts'
import { stop } from '../finding.ts'
import { type AppCheck, columnList, dayOf, numberOf, showRow } from './app-check.ts'

/** No column is NULL but the nullable ones. */
export function noNulls(table: AppTable): AppCheck[] {
  const { nullable = [] } = table
  const all = Object.keys(table.columns)
  const columns = all.filter((column) => !nullable.includes(column))
  if (columns.length === 0) return []
  const each = (piece: (column: string) => string, separator: string) =>
    join(
      columns.map((column) => expression(piece(column))),
      separator,
    )
  return [
    {
      name: 'no-nulls',
      holds: `No column is NULL${nullable.length > 0 ? ` but ${nullable.join(', ')}` : ''}.`,
      facts: sql`
        select ${columnList(all)},
          ${each((column) => `count(*) over () - count(${column}) over () as ${nullsOf(column)}`, ', ')}
        from ${table}
        where ${each((column) => `${column} is null`, ' or ')}
        order by ${columnList(all)}
        limit 5
      `,
      judge: (rows) => judge(table, rows, columns),
    },
  ]
}

const nullsOf = (column: string): string => `nulls_of_${column}`

function judge(table: AppTable, rows: readonly Row[], columns: readonly string[]) {
  const [first] = rows
  if (!first) return []
  const nulls = columns
    .map((column) => ({ column, count: numberOf(first[nullsOf(column)]) }))
    .filter(({ count }) => count > 0)
  return [
    stop('no-nulls', {
      table: table.name,
      day: dayOf(first['date']),
      count: nulls.reduce((sum, { count }) => sum + count, 0),
      examples: rows.map((row) => showRow(row, Object.keys(table.columns))),
      message: `${table.name} has NULLs (${nulls.map(({ column, count }) => `${column} ${count}`).join(', ')}); columns that may be NULL are ${table.nullable?.join(', ') || 'none'}. Look for these rows in what it reads, and for a join in its SQL that finds no partner.`,
    }),
  ]
}
