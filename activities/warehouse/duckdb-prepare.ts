import type { Table } from '../../pipelines/define.ts'
import type { Found } from './columns.ts'
import { duckDbLayout } from './duckdb-layout.ts'
import { identifier, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { type Inventory, MARK, markOf, type Thing } from './inventory.ts'
import type { Lack } from './lack.ts'
import { lacksOf, mendable } from './lacks.ts'
import type { Layer } from './layout.ts'
import type { Schemas } from './names.ts'

interface Preparation {
  readonly schemas: Schemas
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

/** What is not as it is wanted. */
export async function duckDbLacks(session: Session, preparation: Preparation): Promise<Lack[]> {
  const { schemas, tables, sources } = preparation
  const layout = duckDbLayout(schemas)
  return lacksOf(await inventoryOf(session, schemas), { layout, tables, sources })
}

/** Creates what is missing, with `migrate` also alters what is to be; refuses all else, and then changes nothing. */
export async function prepareDuckDb(
  session: Session,
  preparation: Preparation,
  by: 'run' | 'migrate',
): Promise<void> {
  for (const { statement } of mendable(await duckDbLacks(session, preparation), by))
    await session.run(statement)
}

async function inventoryOf(session: Session, schemas: Schemas): Promise<Inventory> {
  const rows = await session.rows(
    'SELECT lower(schema_name) AS name FROM duckdb_schemas() WHERE database_name = current_database()',
  )
  const tables: Inventory['tables'] = {
    raw: await tablesOf(session, schemas.raw),
    app: await tablesOf(session, schemas.app),
    ops: await tablesOf(session, schemas.ops),
  }
  return {
    schemas: new Set(rows.map(({ name }) => String(name))),
    tables,
    mark: tables.ops.has(MARK)
      ? markOf((await session.rows(`FROM ${identifier(schemas.ops)}.${MARK}`))[0])
      : undefined,
  }
}

/** The tables and views of a schema, by their names in small letters. */
async function tablesOf(
  session: Session,
  schema: Schemas[Layer],
): Promise<ReadonlyMap<string, Thing>> {
  const here = `database_name = current_database() AND lower(schema_name) = lower(${literal(schema)})`
  const rows = await session.rows(
    `SELECT lower(table_name) AS name, column_name, data_type,
       table_name IN (SELECT view_name FROM duckdb_views() WHERE ${here}) AS is_view
     FROM duckdb_columns() WHERE ${here} ORDER BY column_index`,
  )
  return new Map(
    [...Map.groupBy(rows, ({ name }) => String(name))].map(([name, columns]): [string, Thing] => {
      const found: Found = new Map(
        columns.map((row) => [String(row['column_name']), String(row['data_type'])]),
      )
      return [name, columns[0]?.['is_view'] === true ? 'view' : found]
    }),
  )
}
