import { tmpdir } from 'node:os'

import { render } from '../../pipelines/define.ts'
import { appendBatch, replaceList, type Target, Undone } from './duckdb-append.ts'
import { buildStaged, inputsOf, namingOf, publishStaged, stagedTables } from './duckdb-build.ts'
import { DuckDbFile, type Session } from './duckdb-file.ts'
import { literal, parseStagedName, type Schemas, stagedName, tableName } from './duckdb-names.ts'
import { prepareDuckDb } from './duckdb-prepare.ts'
import { OPS_TABLES, type OpsRow, type OpsTable } from './ops-tables.ts'
import type { Batch, Cell, Scope, Warehouse, Written } from './warehouse.ts'

export interface DuckDbSettings {
  /** The database file; its folder is created. */
  readonly path: string
  readonly schemas: Schemas
  /** What DuckDB may hold before it spills to disk. @default `4GB` */
  readonly memoryLimit?: string
}

/** The embedded warehouse: one DuckDB file, held by this process alone. */
export async function openDuckDb(settings: DuckDbSettings): Promise<Warehouse> {
  const { schemas } = settings
  const file = await DuckDbFile.open(settings.path, {
    memory_limit: settings.memoryLimit ?? '4GB',
    temp_directory: settings.path === ':memory:' ? tmpdir() : `${settings.path}.tmp`,
    preserve_insertion_order: 'false',
  })
  const target = ({ table }: Batch, { run }: Scope): Target => ({
    table: tableName(schemas, table),
    ledger: `${schemas.ops}.writes`,
    run,
  })
  const write = (to: Target, work: (session: Session) => Promise<Written>, signal?: AbortSignal) =>
    file.writing(to.table, () => file.transaction(work, signal).catch(undone))

  return {
    kind: 'duckdb',
    prepare: (tables, sources) =>
      file.writing('catalog', () =>
        file.transaction((session) => prepareDuckDb(session, { schemas, tables, sources })),
      ),
    query: (statement, scope) =>
      file.session(async (session) => {
        const naming = await namingOf(session, schemas, scope)
        return session.rows(render(statement, naming))
      }, scope.signal),
    append: (batch, window, judge, scope) => {
      const to = target(batch, scope)
      return write(
        to,
        (session) => appendBatch(session, { ...batch, window, judge }, to),
        scope.signal,
      )
    },
    replace: (batch, judge, scope) => {
      const to = target(batch, scope)
      return write(to, (session) => replaceList(session, { ...batch, judge }, to), scope.signal)
    },
    isCurrent: (table, scope) =>
      file.session(async (session) => {
        const inputs = await inputsOf(session, table, { schemas, scope })
        const [row] = await session.rows(
          `SELECT 1 AS current FROM ${schemas.ops}.builds
           WHERE table_name = ${literal(table.name)} AND published = 1 AND inputs = ${literal(inputs)}
             AND rows = (SELECT count(*) FROM ${tableName(schemas, table)})`,
        )
        return row !== undefined
      }, scope.signal),
    build: (table, scope) =>
      file.transaction((session) => buildStaged(session, table, { schemas, scope }), scope.signal),
    publish: (tables, key, scope) =>
      file.writing('catalog', () =>
        file.transaction((session) =>
          publishStaged(session, { schemas, tables, key, run: scope.run }),
        ),
      ),
    discard: (run, table) =>
      file.writing('catalog', () =>
        file.transaction(async (session) => {
          const all = await stagedTables(session, schemas)
          const mine = table
            ? [stagedName(run, table)]
            : [...all].filter((name) => parseStagedName(name)?.run === run)
          for (const name of mine) await session.run(`DROP TABLE IF EXISTS ${schemas.app}.${name}`)
          await session.run(
            `DELETE FROM ${schemas.ops}.builds WHERE published = 0 AND run_id = ${literal(run)}
             ${table ? `AND table_name = ${literal(table.name)}` : ''}`,
          )
        }),
      ),
    stagedRuns: () =>
      file.session(async (session) => [
        ...new Set(
          [...(await stagedTables(session, schemas))].flatMap(
            (name) => parseStagedName(name)?.run ?? [],
          ),
        ),
      ]),
    record: (table, rows) =>
      file.writing(table, () =>
        file.transaction((session) => upsert(session, `${schemas.ops}.${table}`, { table, rows })),
      ),
    close: () => Promise.resolve(file.close()),
  }
}

function undone(error: unknown): Written {
  if (error instanceof Undone) return error.written
  throw error
}

async function upsert<T extends OpsTable>(
  session: Session,
  name: string,
  { table, rows }: { table: T; rows: readonly OpsRow<T>[] },
): Promise<void> {
  const { key, columns } = OPS_TABLES[table]
  for (const row of rows) {
    const cells: Readonly<Record<string, Cell>> = row
    const same = key.map(
      (column) => `"${column}" IS NOT DISTINCT FROM ${literal(cells[column] ?? null)}`,
    )
    const values = Object.keys(columns).map((column) => literal(cells[column] ?? null))
    await session.run(`DELETE FROM ${name} WHERE ${same.join(' AND ')}`)
    await session.run(`INSERT INTO ${name} VALUES (${values.join(', ')})`)
  }
}
