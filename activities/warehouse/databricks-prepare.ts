import pLimit from 'p-limit'

import type { Columns, Table } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { columnFaults, columnsOf, type Found, holds } from './columns.ts'
import type { Session } from './databricks-client.ts'
import { againOnConflict } from './databricks-conflicts.ts'
import { catalogName, type DatabricksNames, opsName, schemaName } from './databricks-names.ts'
import { DATABRICKS_TABLES } from './databricks-own-tables.ts'
import { DATABRICKS } from './dialect-databricks.ts'
import { definitionsIn } from './dialect.ts'
import { OPS_TABLES } from './ops-tables.ts'
import { SCHEMA_VERSION } from './own-tables.ts'

interface Preparation {
  readonly names: DatabricksNames
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

/** The tables of each schema, in small letters. */
type There = Readonly<Record<'raw' | 'app' | 'ops', ReadonlySet<string>>>

const AT_ONCE = 4

/**
 * Creates what is missing; refuses a warehouse that another kind of source feeds or another version wrote. Of two that
 * create the same, one does, and the other finds it.
 */
export async function prepareDatabricks(session: Session, preparation: Preparation): Promise<void> {
  const { names, tables } = preparation
  for (const { layer, name, columns } of tables) {
    catalogName(names, { layer, name })
    definitionsIn(DATABRICKS, columns)
  }
  await createSchemas(session, names)
  const there = await tablesThere(session, names)
  await mark(session, preparation, there)
  await holdAll(session, preparation, there.raw)
  const own = { ...DATABRICKS_TABLES, ...opsColumns() }
  const wanted = [
    ...Object.entries(own).map(
      ([name, columns]) => ['ops', name, opsName(names, name), columns] as const,
    ),
    ...tables.map(
      (table) => [table.layer, table.name, catalogName(names, table), table.columns] as const,
    ),
  ]
  await pLimit(AT_ONCE).map(wanted, async ([layer, name, full, columns]) => {
    if (!there[layer].has(name.toLowerCase())) await create(session, full, columns)
  })
}

const opsColumns = (): Record<string, Columns> =>
  Object.fromEntries(Object.entries(OPS_TABLES).map(([name, { columns }]) => [name, columns]))

/**
 * Serializable, which Databricks' tables are not unless told: a write that read what another is adding is refused.
 */
const create = (session: Session, name: string, columns: Columns) =>
  againOnConflict(() =>
    session.run(
      `CREATE TABLE IF NOT EXISTS ${name} (${definitionsIn(DATABRICKS, columns)})
       TBLPROPERTIES ('delta.isolationLevel' = 'Serializable')`,
    ),
  )

/** Only those that are missing: whoever made the others may have kept the right to make schemas. */
async function createSchemas(session: Session, names: DatabricksNames): Promise<void> {
  const { raw, app, ops } = names
  const rows = await session.rows('SHOW SCHEMAS')
  const there = new Set(rows.map((row) => String(Object.values(row)[0]).toLowerCase()))
  for (const schema of new Set([raw, app, ops]))
    if (!there.has(schema.toLowerCase()))
      await againOnConflict(() =>
        session.run(`CREATE SCHEMA IF NOT EXISTS ${schemaName(names, schema)}`),
      )
}

async function tablesThere(session: Session, names: DatabricksNames): Promise<There> {
  const [raw, app, ops] = await Promise.all(
    [names.raw, names.app, names.ops].map((schema) => tablesIn(session, names, schema)),
  )
  return { raw: new Set(raw), app: new Set(app), ops: new Set(ops) }
}

/** The names of a schema's tables, in small letters. */
export async function tablesIn(
  session: Session,
  names: DatabricksNames,
  schema: string,
): Promise<readonly string[]> {
  const rows = await session.rows(`SHOW TABLES IN ${schemaName(names, schema)}`)
  return rows.map((row) => String(row['tableName']).toLowerCase())
}

async function mark(
  session: Session,
  { names, sources }: Preparation,
  there: There,
): Promise<void> {
  const name = opsName(names, 'warehouse')
  if (!there.ops.has('warehouse')) {
    // Tables that nobody marked were made by the pipeline this one replaces: they are the live service's.
    const fed = there.raw.size + there.app.size > 0 ? 'live' : sources
    requireSame(names, { fed, sources })
    await againOnConflict(() =>
      session.run(
        `CREATE TABLE IF NOT EXISTS ${name} AS SELECT ${SCHEMA_VERSION} AS schema_version, ${DATABRICKS.literal(sources)} AS sources`,
      ),
    )
  }
  const [row] = await session.rows(`SELECT * FROM ${name}`)
  const version = row?.['schema_version']
  if (version !== SCHEMA_VERSION)
    throw final(
      'Warehouse',
      `Opening the warehouse: its schema ${names.ops} has version ${String(version)}, this program writes version ${SCHEMA_VERSION}. Use the version of the program that goes with it, or another EES_OPS_SCHEMA.`,
    )
  requireSame(names, { fed: String(row?.['sources']), sources })
}

function requireSame(
  { catalog }: DatabricksNames,
  { fed, sources }: { readonly fed: string; readonly sources: string },
): void {
  if (fed === sources) return
  throw final(
    'Warehouse',
    `Opening the warehouse ${catalog}: it holds rows of ${fed} sources, and EES_SOURCES is ${sources}; the two never meet in one warehouse. Set EES_SOURCES=${fed}, or other schemas.`,
  )
}

/** App tables are built anew where they differ; raw ones are for a person to mend. */
async function holdAll(
  session: Session,
  { names, tables }: Preparation,
  there: ReadonlySet<string>,
): Promise<void> {
  const raw = tables.filter(({ layer, name }) => layer === 'raw' && there.has(name.toLowerCase()))
  const faults = await pLimit(AT_ONCE).map(raw, async (table) => {
    const found: Found = await columnsOf(session, catalogName(names, table))
    const wrong = columnFaults(found, {
      columns: table.columns,
      agrees: holds(DATABRICKS),
      orElse: 'or wider',
    })
    return wrong.length > 0 ? [`in ${table.name} ${wrong.join(', ')}`] : []
  })
  if (faults.flat().length === 0) return
  throw final(
    'Warehouse',
    `Holding the raw tables against their declarations: ${faults.flat().join('; ')}. Mend the tables by hand (ALTER TABLE), or the declarations; nothing was written.`,
  )
}
