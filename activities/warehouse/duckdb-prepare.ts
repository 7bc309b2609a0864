import type { Columns, Table } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { columnFaults, type Found, holds } from './columns.ts'
import { DUCKDB } from './dialect-duckdb.ts'
import { columnDefinitions, identifier, literal, tableName } from './duckdb-names.ts'
import { OWN_TABLES, SCHEMA_VERSION } from './own-tables.ts'
import type { Session } from './duckdb-session.ts'
import type { Schemas } from './names.ts'
import { OPS_TABLES } from './ops-tables.ts'

interface Preparation {
  readonly schemas: Schemas
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

/** Creates what is missing; refuses a file that another kind of source feeds or another version wrote. */
export async function prepareDuckDb(session: Session, preparation: Preparation): Promise<void> {
  const { schemas, tables } = preparation
  const found = await tablesOf(session, schemas.raw)
  await mark(session, preparation)
  holdAll(tables, found)
  for (const schema of Object.values(schemas))
    await session.run(`CREATE SCHEMA IF NOT EXISTS ${identifier(schema)}`)
  for (const [name, columns] of Object.entries({ ...OWN_TABLES, ...opsColumns() }))
    await create(session, `${identifier(schemas.ops)}.${name}`, columns)
  for (const table of tables) await create(session, tableName(schemas, table), table.columns)
}

const opsColumns = (): Record<string, Columns> =>
  Object.fromEntries(Object.entries(OPS_TABLES).map(([name, { columns }]) => [name, columns]))

const create = (session: Session, name: string, columns: Columns) =>
  session.run(`CREATE TABLE IF NOT EXISTS ${name} (${columnDefinitions(columns)})`)

/** The columns of every table of a schema, by its name in small letters. */
async function tablesOf(session: Session, schema: string): Promise<ReadonlyMap<string, Found>> {
  const rows = await session.rows(
    `SELECT lower(table_name) AS name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND lower(schema_name) = lower(${literal(schema)})`,
  )
  const tables = Map.groupBy(rows, ({ name }) => String(name))
  return new Map(
    [...tables].map(([name, columns]) => [
      name,
      new Map(columns.map((row) => [String(row['column_name']), String(row['data_type'])])),
    ]),
  )
}

async function mark(session: Session, { schemas, sources }: Preparation): Promise<void> {
  const ops = identifier(schemas.ops)
  const marked = (await tablesOf(session, schemas.ops)).has('warehouse')
  const [row] = marked ? await session.rows(`FROM ${ops}.warehouse`) : []
  const version = row?.['schema_version']
  if (row && version !== SCHEMA_VERSION)
    throw final(
      'Warehouse',
      `Opening the warehouse: its schema ${schemas.ops} has version ${version}, this program writes version ${SCHEMA_VERSION}. Use the version of the program that goes with it, or another DUCKDB_PATH.`,
    )
  // Tables that nobody marked were made by the pipeline this one replaces: they are the live service's.
  const fed = row?.['sources'] ?? ((await holdsTables(session, schemas)) ? 'live' : sources)
  if (fed !== sources)
    throw final(
      'Warehouse',
      `Opening the warehouse: it holds rows of ${fed} sources, and EES_SOURCES is ${sources}; the two never meet in one warehouse. Set EES_SOURCES=${fed}, or another DUCKDB_PATH or other schemas.`,
    )
  if (row) return
  await session.run(`CREATE SCHEMA IF NOT EXISTS ${ops}`)
  await create(session, `${ops}.warehouse`, OWN_TABLES.warehouse)
  await session.run(`INSERT INTO ${ops}.warehouse VALUES (${SCHEMA_VERSION}, ${literal(sources)})`)
}

async function holdsTables(session: Session, { raw, app }: Schemas): Promise<boolean> {
  const found = await Promise.all([raw, app].map((schema) => tablesOf(session, schema)))
  return found.some(({ size }) => size > 0)
}

/** App tables are built anew where they differ; raw ones are for a person to mend. */
function holdAll(tables: readonly Table[], found: ReadonlyMap<string, Found>): void {
  const faults = tables.flatMap(({ layer, name, columns }) => {
    const there = layer === 'raw' ? found.get(name.toLowerCase()) : undefined
    const wrong = there
      ? columnFaults(there, { columns, agrees: holds(DUCKDB), orElse: 'or wider' })
      : []
    return wrong.length > 0 ? [`in ${name} ${wrong.join(', ')}`] : []
  })
  if (faults.length === 0) return
  throw final(
    'Warehouse',
    `Holding the raw tables against their declarations: ${faults.join('; ')}. Mend the tables by hand (ALTER TABLE), or the declarations; nothing was written.`,
  )
}
