import { expression, sql } from '../../pipelines/define.ts'
import { runOf } from '../warehouse/names.ts'
import type { Ask, TableSet } from './side.ts'

/** The tables of a schema of the warehouse; none where there is no such schema. What runs have staged is left out. */
export async function schemaSet(ask: Ask, schema: string): Promise<TableSet> {
  const rows = await ask(sql`
    select table_name, column_name, data_type
    from information_schema.columns
    where table_catalog = current_catalog() and lower(table_schema) = ${schema.toLowerCase()}
    order by table_name, ordinal_position`)
  const tables = Map.groupBy(rows, (row) => String(row['table_name']))
  return {
    label: `the schema ${schema}`,
    tables: new Map(
      [...tables]
        .filter(([name]) => runOf(name) === undefined)
        .map(([name, columns]) => [
          name,
          {
            from: expression(`${schema}.${name}`),
            columns: new Map(
              columns.map((row) => [String(row['column_name']), String(row['data_type'])]),
            ),
            typed: true,
          },
        ]),
    ),
  }
}
