import { type CatalogNames, catalogName } from '../../activities/warehouse/databricks-names.ts'
import { DUCKDB_FUNCTIONS } from '../../activities/warehouse/duckdb-functions.ts'
import { tableName } from '../../activities/warehouse/duckdb-names.ts'
import { type AppTable, type Day, render, type Table } from '../../pipelines/define.ts'

export type Dialect = 'duckdb' | 'databricks'

export const DIALECTS: readonly Dialect[] = ['duckdb', 'databricks']

export interface Place {
  readonly dialect: Dialect
  readonly names: CatalogNames & { readonly ops: string }
  readonly runDay: Day
}

/** The SQL that makes an app table, as a warehouse runs it on a day; what it needs before stands before it. */
export function renderedSql(table: AppTable, { dialect, names, runDay }: Place): string {
  const nameOf = (other: Table) =>
    dialect === 'duckdb' ? tableName(names, other) : catalogName(names, other)
  const statement = flush(render(table.sql, { table: nameOf, published: nameOf, runDay }))
  return [`-- ${table.name} on ${runDay}`, ...NEEDS[dialect](statement), `${statement};`, ''].join(
    '\n',
  )
}

/** Takes off every line what the first one is indented by. */
function flush(text: string): string {
  const [, indent = ''] = /^\n?( *)/.exec(text) ?? []
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trim()
}

/** What a statement calls that is not the warehouse's own. */
const NEEDS: Readonly<Record<Dialect, (statement: string) => string[]>> = {
  duckdb: (statement) =>
    DUCKDB_FUNCTIONS.filter((macro) => calls(statement, functionOf(macro))).map(
      (macro) => `${macro};`,
    ),
  databricks: (statement) =>
    ['title_case', 'date_spine']
      .filter((name) => calls(statement, name))
      .map((name) => `-- calls ${name}(), which the pipeline's sessions define`),
}

const calls = (statement: string, name: string): boolean =>
  new RegExp(String.raw`\b${name}\(`).test(statement)

const functionOf = (macro: string): string => /MACRO (\w+)\(/.exec(macro)?.[1] ?? ''
