import { DuckDbFile, type Session } from '../../activities/warehouse/duckdb-file.ts'
import { castColumns, columnDefinitions, literal } from '../../activities/warehouse/duckdb-names.ts'
import type { Row } from '../../activities/warehouse/warehouse.ts'
import {
  type AppTable,
  type Day,
  expression,
  render,
  sql,
  type Sql,
  type Table,
  tablesIn,
} from '../../pipelines/define.ts'

/** Rows by table; columns that are not named are NULL, tables that are not named are empty. */
export type Given = Readonly<Record<string, readonly Row[]>>

/** The day of the run, unless a test is about it. */
const RUN_DAY = '2024-08-07'

/** The rows of a select on the given tables, in the order of their columns. */
export async function select(statement: Sql, given: Given, runDay: Day = RUN_DAY): Promise<Row[]> {
  const file = await DuckDbFile.open(':memory:')
  try {
    return await file.session(async (session) => {
      for (const table of tablesIn(statement)) await fill(session, table, given[table.name] ?? [])
      const naming = { table: nameOf, published: nameOf, runDay }
      return session.rows(`SELECT * FROM (${render(statement, naming)}) ORDER BY ALL`)
    })
  } finally {
    await file.close()
  }
}

/** The rows that an app table is built of from the given ones. */
export function build(table: AppTable, given: Given, runDay?: Day): Promise<Row[]> {
  const columns = expression(castColumns(table.columns))
  return select(sql`select ${columns} from (${table.sql}) as built`, given, runDay)
}

/** What a watch of an app table shows of its rows. */
export function watched(table: AppTable, watch: string, given: Given): Promise<Row[]> {
  const declared = table.watches?.[watch]
  if (!declared) throw new Error(`${table.name} has no watch "${watch}".`)
  return select(declared.rows(table), given)
}

/** What an expression makes of each value of its column. */
export async function evaluate(
  rule: (column: string) => Sql,
  values: readonly string[],
): Promise<unknown[]> {
  const rows = values.map((value, at) => sql`select ${at} as place, ${value} as value`)
  const cases = rows.reduce((all, row) => sql`${all} union all ${row}`)
  const results = await select(
    sql`select place, ${rule('value')} as result from (${cases}) as cases`,
    {},
  )
  return results.map(({ result }) => result)
}

const nameOf = ({ name }: Table): string => name

async function fill(session: Session, table: Table, rows: readonly Row[]): Promise<void> {
  await session.run(`CREATE TABLE ${table.name} (${columnDefinitions(table.columns)})`)
  const columns = Object.keys(table.columns)
  for (const row of rows) {
    const unknown = Object.keys(row).find((column) => !columns.includes(column))
    if (unknown) throw new Error(`${table.name} has no column ${unknown}.`)
    const values = columns.map((column) => literal(row[column] ?? null))
    await session.run(`INSERT INTO ${table.name} VALUES (${values.join(', ')})`)
  }
}
