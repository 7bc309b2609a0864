import { type AppTable, render, type Sql, tablesIn } from '../../pipelines/define.ts'
import { countOf } from './facts.ts'
import { DUCKDB_FUNCTIONS } from './duckdb-functions.ts'
import { castColumns, identifier, literal, tableName } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { digest, runOf, type Schemas, stagedName } from './names.ts'
import type { Scope } from './warehouse.ts'

/** Where the tables of a run are. */
export interface Place {
  readonly schemas: Schemas
  readonly scope: Scope
}

/** What runs have staged: the run of each table, by name without schema. */
export async function stagedTables(
  session: Session,
  { app }: Schemas,
): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows(
    `SELECT table_name FROM duckdb_tables()
     WHERE database_name = current_database() AND lower(schema_name) = lower(${literal(app)})`,
  )
  return new Map(
    rows.flatMap((row) => {
      const name = String(row['table_name'])
      const run = runOf(name)
      return run ? [[name, run]] : []
    }),
  )
}

/** A staged table, with its schema. */
export const stagedPlace = ({ schemas, scope }: Place, table: AppTable): string =>
  `${identifier(schemas.app)}.${identifier(stagedName(scope.run, table))}`

export const readsApp = (statement: Sql): boolean =>
  tablesIn(statement).some(({ layer }) => layer === 'app')

/** The text of a statement of a run: what it has staged stands in for what is published. */
export async function textOf(session: Session, statement: Sql, place: Place): Promise<string> {
  const { schemas, scope } = place
  const staged = readsApp(statement) ? await stagedTables(session, schemas) : new Map()
  return render(statement, {
    runDay: scope.runDay,
    published: (table) => tableName(schemas, table),
    table: (table) =>
      table.layer === 'app' && staged.has(stagedName(scope.run, table))
        ? stagedPlace(place, table)
        : tableName(schemas, table),
  })
}

/** Builds the table beside the published one, within the session's transaction; resolves to its rows. */
export async function buildStaged(
  session: Session,
  table: AppTable,
  place: Place,
): Promise<number> {
  const [name, run] = [literal(table.name), literal(place.scope.run)]
  const select = await textOf(session, table.sql, place)
  const inputs = await inputsOf(session, table, place)
  const builds = `${identifier(place.schemas.ops)}.builds`
  const staged = stagedPlace(place, table)
  await session.run(
    `CREATE OR REPLACE TABLE ${staged} AS SELECT ${castColumns(table.columns)} FROM (${select}\n)`,
  )
  const rows = await countOf(session, staged)
  await session.run(
    `DELETE FROM ${builds} WHERE table_name = ${name} AND run_id = ${run} AND published = 0`,
  )
  await session.run(`INSERT INTO ${builds} VALUES (${name}, ${run}, '${inputs}', ${rows}, 0)`)
  return rows
}

/** Whether the published table is what a build would make now. */
export async function isCurrent(session: Session, table: AppTable, place: Place): Promise<boolean> {
  const inputs = await inputsOf(session, table, place)
  const rows = await countOf(session, tableName(place.schemas, table))
  const found = await session.rows(
    `FROM ${identifier(place.schemas.ops)}.builds
     WHERE table_name = ${literal(table.name)} AND published = 1 AND inputs = '${inputs}' AND rows = ${rows}`,
  )
  return found.length > 0
}

/** What a build would be made of now: the SQL, the functions, and the version of each table it reads. */
async function inputsOf(session: Session, table: AppTable, place: Place): Promise<string> {
  const versions = new Map<string, string>()
  for (const parent of tablesIn(table.sql)) {
    const [row] = await session.rows(
      parent.layer === 'app' ? builtFrom(parent.name, place) : writtenTo(parent.name, place),
    )
    versions.set(parent.name, String(row?.['version'] ?? 'never built'))
  }
  const versioned = ({ name }: { name: string }) => `${name}@${versions.get(name)}`
  const naming = { runDay: place.scope.runDay, published: versioned, table: versioned }
  return digest(
    [render(table.sql, naming), castColumns(table.columns), ...DUCKDB_FUNCTIONS].join('\n'),
  )
}

/** The rows are counted too, for what a person changes by hand. */
const writtenTo = (name: string, { schemas }: Place): string =>
  `SELECT concat_ws(':', count(*), (SELECT count(*) FROM ${tableName(schemas, { layer: 'raw', name })})) AS version
   FROM ${identifier(schemas.ops)}.writes WHERE table_name = ${literal(name)}`

/** What the run has staged comes before what is published. */
const builtFrom = (name: string, { schemas, scope }: Place): string =>
  `SELECT inputs AS version FROM ${identifier(schemas.ops)}.builds
   WHERE table_name = ${literal(name)} AND (published = 1 OR run_id = ${literal(scope.run)})
   ORDER BY published LIMIT 1`
