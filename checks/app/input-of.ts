import { type AppTable, join, sql, type Sql, tablesIn } from '../../pipelines/define.ts'
import { columnList } from './app-check.ts'

/**
 * The columns of a table's input, row by row: of its `input` where it declares one, else of the tables it reads that
 * have them all. Undefined where none has.
 */
export function inputOf(table: AppTable, columns: readonly string[]): Sql | undefined {
  if (table.input) return sql`select ${columnList(columns)} from (${table.input}) as counted`
  const parents = tablesIn(table.sql).filter((parent) =>
    columns.every((column) => column in parent.columns),
  )
  if (parents.length === 0) return undefined
  return join(
    parents.map((parent) => sql`select ${columnList(columns)} from ${parent}`),
    ' union all ',
  )
}
