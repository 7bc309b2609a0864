import type { ColumnType, Columns, Table } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Session } from './duckdb-file.ts'
import { columnDefinitions, DUCKDB_TYPES, literal, type Schemas } from './duckdb-names.ts'
import { OPS_TABLES } from './ops-tables.ts'

/** Moves when the tables of the ops schema change in a way that an older program cannot read. */
const SCHEMA_VERSION = 1

/** What the warehouse itself needs to remember; the rest of the ops schema is for people. */
const OWN_TABLES: Readonly<Record<string, Columns>> = {
  // Which sources feed this file, one row.
  warehouse: { schema_version: 'INT', sources: 'STRING' },
  // One row for each committed write to a raw table.
  writes: { table_name: 'STRING', run_id: 'STRING', written_at: 'TIMESTAMP', rows: 'BIGINT' },
  // What each app table was built from; `published` is false while it is staged.
  builds: {
    table_name: 'STRING',
    run_id: 'STRING',
    inputs: 'STRING',
    rows: 'BIGINT',
    published: 'INT',
  },
}

const WIDER: Readonly<Record<ColumnType, readonly string[]>> = {
  DATE: [],
  TIMESTAMP: ['TIMESTAMP WITH TIME ZONE'],
  STRING: [],
  DOUBLE: [],
  INT: ['BIGINT', 'DOUBLE'],
  BIGINT: ['DOUBLE'],
}

interface Preparation {
  readonly schemas: Schemas
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

/** Creates what is missing; refuses a file that another kind of source feeds or another version wrote. */
export async function prepareDuckDb(session: Session, preparation: Preparation): Promise<void> {
  const { schemas, tables, sources } = preparation
  for (const schema of Object.values(schemas))
    await session.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
  const found = await columnsOf(session, schemas.raw)
  await mark(session, { schemas, sources, holdsTables: found.size > 0 })
  const own = Object.entries({ ...OWN_TABLES, ...opsColumns() })
  for (const [name, columns] of own) await create(session, `${schemas.ops}.${name}`, columns)
  for (const table of tables) {
    const there = table.layer === 'raw' ? found.get(table.name) : undefined
    if (there) hold(`${schemas.raw}.${table.name}`, table.columns, there)
    else await create(session, `${schemas[table.layer]}.${table.name}`, table.columns)
  }
}

const opsColumns = (): Record<string, Columns> =>
  Object.fromEntries(Object.entries(OPS_TABLES).map(([name, { columns }]) => [name, columns]))

const create = (session: Session, name: string, columns: Columns) =>
  session.run(`CREATE TABLE IF NOT EXISTS ${name} (${columnDefinitions(columns)})`)

type Found = ReadonlyMap<string, string>

async function columnsOf(
  session: Session,
  schema: string,
): Promise<Map<string, Map<string, string>>> {
  const rows = await session.rows(
    `SELECT table_name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = '${schema}'`,
  )
  const tables = new Map<string, Map<string, string>>()
  for (const { table_name, column_name, data_type } of rows) {
    const columns = tables.get(String(table_name)) ?? new Map<string, string>()
    tables.set(String(table_name), columns.set(String(column_name), String(data_type)))
  }
  return tables
}

interface Mark {
  readonly schemas: Schemas
  readonly sources: 'sandbox' | 'live'
  readonly holdsTables: boolean
}

async function mark(session: Session, { schemas, sources, holdsTables }: Mark): Promise<void> {
  const marked = (await columnsOf(session, schemas.ops)).has('warehouse')
  const [row] = marked ? await session.rows(`SELECT * FROM ${schemas.ops}.warehouse`) : []
  const version = row?.['schema_version'] ?? SCHEMA_VERSION
  if (version !== SCHEMA_VERSION)
    throw final(
      'Warehouse',
      `Opening the warehouse: its schema ${schemas.ops} has version ${version}, this program writes version ${SCHEMA_VERSION}. Use the program that goes with it, or another DUCKDB_PATH.`,
    )
  // Tables that nobody marked were made by the pipeline this one replaces: they are the live service's.
  const fed = row?.['sources'] ?? (holdsTables ? 'live' : sources)
  if (fed !== sources)
    throw final(
      'Warehouse',
      `Opening the warehouse: it holds rows of ${fed} sources, and EES_SOURCES is ${sources}; the two never meet in one warehouse. Set EES_SOURCES=${fed}, or another DUCKDB_PATH or schemas.`,
    )
  if (row) return
  await create(session, `${schemas.ops}.warehouse`, OWN_TABLES['warehouse'] ?? {})
  await session.run(
    `INSERT INTO ${schemas.ops}.warehouse VALUES (${SCHEMA_VERSION}, ${literal(sources)})`,
  )
}

function hold(name: string, wanted: Columns, found: Found): void {
  const faults = [
    ...Object.entries(wanted)
      .filter(([column]) => !found.has(column))
      .map(([column, type]) => `the column ${column} ${type} is missing`),
    ...[...found.keys()]
      .filter((column) => !(column in wanted))
      .map((column) => `the column ${column} is unknown`),
    ...Object.entries(wanted).flatMap(([column, type]) => {
      const there = found.get(column)
      const fits = !there || [DUCKDB_TYPES[type], ...WIDER[type]].includes(there)
      return fits ? [] : [`the column ${column} is ${there}, wanted is ${type} or wider`]
    }),
  ]
  if (faults.length === 0) return
  throw final(
    'Warehouse',
    `Holding the table ${name} against its declaration: ${faults.join('; ')}. Mend the table by hand (ALTER TABLE), nothing was written.`,
  )
}
