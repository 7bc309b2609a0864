import { type AppTable, type Naming, render, tablesIn } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Session } from './duckdb-file.ts'
import { DUCKDB_FUNCTIONS } from './duckdb-functions.ts'
import {
  castColumns,
  digest,
  literal,
  type Schemas,
  stagedName,
  tableName,
} from './duckdb-names.ts'
import type { CacheKey, Published, Scope } from './warehouse.ts'

/** What a run has staged already, by name without schema. */
export async function stagedTables(
  session: Session,
  schemas: Schemas,
): Promise<ReadonlySet<string>> {
  const rows = await session.rows(
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = current_database() AND schema_name = '${schemas.app}' AND table_name LIKE 'staged%'`,
  )
  return new Set(rows.map((row) => String(row['table_name'])))
}

/** Names for the statements of a run: what it has staged stands in for what is published. */
export async function namingOf(session: Session, schemas: Schemas, scope: Scope): Promise<Naming> {
  const staged = await stagedTables(session, schemas)
  return {
    runDay: scope.runDay,
    published: (table) => tableName(schemas, table),
    table: (table) => {
      const name = table.layer === 'app' ? stagedName(scope.run, table) : undefined
      return name && staged.has(name) ? `${schemas.app}.${name}` : tableName(schemas, table)
    },
  }
}

/** What a build of the table would be made of now: its SQL, the functions, and the version of each table it reads. */
export async function inputsOf(
  session: Session,
  table: AppTable,
  { schemas, scope }: { schemas: Schemas; scope: Scope },
): Promise<string> {
  const versions = new Map<string, string>()
  for (const parent of tablesIn(table.sql)) {
    const statement =
      parent.layer === 'raw'
        ? `SELECT concat_ws(':', (SELECT count(*) FROM ${schemas.ops}.writes WHERE table_name = ${literal(tableName(schemas, parent))}),
             (SELECT count(*) FROM ${tableName(schemas, parent)})) AS version`
        : `SELECT inputs AS version FROM ${schemas.ops}.builds
           WHERE table_name = ${literal(parent.name)} AND (published = 1 OR run_id = ${literal(scope.run)})
           ORDER BY published LIMIT 1`
    const [row] = await session.rows(statement)
    versions.set(parent.name, String(row?.['version'] ?? ''))
  }
  const versioned = ({ name }: { name: string }) => `${name}@${versions.get(name)}`
  const naming = { runDay: scope.runDay, published: versioned, table: versioned }
  return digest(
    [render(table.sql, naming), castColumns(table.columns), ...DUCKDB_FUNCTIONS].join('\n'),
  )
}

/** Builds the table beside the published one, within the session's transaction. */
export async function buildStaged(
  session: Session,
  table: AppTable,
  { schemas, scope }: { schemas: Schemas; scope: Scope },
): Promise<number> {
  const name = stagedName(scope.run, table)
  const select = render(table.sql, await namingOf(session, schemas, scope))
  const inputs = await inputsOf(session, table, { schemas, scope })
  const builds = `${schemas.ops}.builds`
  await session.run(
    `CREATE OR REPLACE TABLE ${schemas.app}.${name} AS SELECT ${castColumns(table.columns)} FROM (${select})`,
  )
  await session.run(
    `DELETE FROM ${builds} WHERE table_name = ${literal(table.name)} AND run_id = ${literal(scope.run)} AND published = 0`,
  )
  const [row] = await session.rows(`SELECT count(*) AS n FROM ${schemas.app}.${name}`)
  const rows = Number(row?.['n'])
  await session.run(
    `INSERT INTO ${builds} VALUES (${literal(table.name)}, ${literal(scope.run)}, ${literal(inputs)}, ${rows}, 0)`,
  )
  return rows
}

interface Publication {
  readonly schemas: Schemas
  readonly tables: readonly AppTable[]
  readonly key: CacheKey
  readonly run: string
}

/** Swaps the staged tables in and moves the key, within the session's transaction. */
export async function publishStaged(
  session: Session,
  publication: Publication,
): Promise<Published> {
  const { schemas, tables, run } = publication
  const staged = await stagedTables(session, schemas)
  for (const table of tables) {
    if (staged.has(stagedName(run, table))) await swap(session, table, publication)
    else await wasPublished(session, table, publication)
  }
  return { tables: tables.map(({ name }) => name), ...(await moveKey(session, publication)) }
}

async function swap(
  session: Session,
  table: AppTable,
  { schemas, run }: Publication,
): Promise<void> {
  const builds = `${schemas.ops}.builds WHERE table_name = ${literal(table.name)}`
  await session.run(`DROP TABLE IF EXISTS ${tableName(schemas, table)}`)
  await session.run(`ALTER TABLE ${schemas.app}.${stagedName(run, table)} RENAME TO ${table.name}`)
  await session.run(`DELETE FROM ${builds} AND published = 1`)
  await session.run(
    `UPDATE ${schemas.ops}.builds SET published = 1 WHERE table_name = ${literal(table.name)} AND run_id = ${literal(run)}`,
  )
}

/** A repeated publish finds its tables swapped already; anything else is a step that never built. */
async function wasPublished(
  session: Session,
  table: AppTable,
  { schemas, run }: Publication,
): Promise<void> {
  const done = await session.rows(
    `SELECT 1 AS done FROM ${schemas.ops}.builds
     WHERE table_name = ${literal(table.name)} AND run_id = ${literal(run)} AND published = 1`,
  )
  if (done.length === 0)
    throw final(
      'Warehouse',
      `Publishing ${table.name}: the run ${run} has no staged version of it. Run the update again; nothing was published.`,
    )
}

async function moveKey(
  session: Session,
  { schemas, tables, key }: Publication,
): Promise<Pick<Published, 'latestData' | 'keyMoved'>> {
  const name = `${schemas.app}.${key.name}`
  await session.run(`CREATE TABLE IF NOT EXISTS ${name} (last_updated TIMESTAMP, latest_data DATE)`)
  const newest = key.promises.map(
    (table) => `SELECT max(date) AS day FROM ${tableName(schemas, table)}`,
  )
  const [promised] = await session.rows(
    `SELECT min(day) AS low, max(day) AS high, count(*) - count(day) AS empty FROM (${newest.join(' UNION ALL ')})`,
  )
  const [now] = await session.rows(`SELECT latest_data AS day FROM ${name}`)
  const { low, high, empty } = promised ?? {}
  if (low !== high || empty !== 0) return { latestData: null, keyMoved: false }
  const latestData = String(low)
  if (tables.length === 0 && now?.['day'] === low) return { latestData, keyMoved: false }
  await session.run(`DELETE FROM ${name}`)
  await session.run(`INSERT INTO ${name} VALUES (now()::TIMESTAMP, DATE ${literal(latestData)})`)
  return { latestData, keyMoved: true }
}
