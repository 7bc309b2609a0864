import { tmpdir } from 'node:os'
import { parse } from 'node:path'

import type { AppTable, RawTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { appendBatch } from './duckdb-append.ts'
import { appendFiles, blame, inspectFiles } from './duckdb-append-files.ts'
import type { NotedTarget } from './duckdb-batch.ts'
import { buildStaged, isCurrent, readsApp, stagedTables, textOf } from './duckdb-build.ts'
import { DuckDbFile, type Session } from './duckdb-file.ts'
import { identifier, literal, tableName } from './duckdb-names.ts'
import { duckDbLacks, prepareDuckDb } from './duckdb-prepare.ts'
import { publishStaged } from './duckdb-publish.ts'
import { recallRows, recordRows } from './duckdb-record.ts'
import { replaceDays } from './duckdb-replace-days.ts'
import { replaceRows } from './duckdb-replace.ts'
import { type Schemas, stagedName } from './names.ts'
import type { Scope, Warehouse, Written } from './warehouse.ts'

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
  requireNames(settings)
  const file = await openFile(settings)
  const sessions = sessionsOf(file, schemas)
  return {
    kind: 'duckdb',
    prepare: (tables, sources) =>
      sessions.changeTables((session) =>
        prepareDuckDb(session, { schemas, tables, sources }, 'run'),
      ),
    lacks: (tables, sources) =>
      sessions.look(undefined, (session) => duckDbLacks(session, { schemas, tables, sources })),
    migrate: (tables, sources) =>
      sessions.changeTables((session) =>
        prepareDuckDb(session, { schemas, tables, sources }, 'migrate'),
      ),
    query: (statement, scope) => {
      const work = async (session: Session) =>
        session.rows(await textOf(session, statement, { schemas, scope }))
      // What asks for nothing that may be staged is one statement, which sees one state by itself.
      return readsApp(statement)
        ? sessions.look(scope.signal, work)
        : file.session(work, scope.signal)
    },
    ...rawWrites(file, sessions),
    ...appTables(file, sessions, schemas),
    record: (table, rows) =>
      file.writing(table, () =>
        file.transaction((session) => recordRows(session, schemas, { table, rows })),
      ),
    recall: (table, run) =>
      sessions.look(undefined, (session) => recallRows(session, schemas, { table, run })),
    close: () => file.close(),
  }
}

type Sessions = ReturnType<typeof sessionsOf>
type RawWrites = Pick<
  Warehouse,
  'append' | 'replaceDays' | 'inspectFiles' | 'appendFiles' | 'replace'
>
type AppTables = Pick<Warehouse, 'isCurrent' | 'build' | 'publish' | 'discard' | 'stagedRuns'>

const rawWrites = (file: DuckDbFile, { write }: Sessions): RawWrites => ({
  append: (batch, judge, scope) =>
    write(batch, scope, (session, to) => appendBatch(session, { ...batch, judge }, to)),
  replaceDays: (batch, judge, scope) =>
    write(batch, scope, (session, to) => replaceDays(session, { ...batch, judge }, to)),
  inspectFiles: (batch, { signal }) =>
    file.session((session) => inspectFiles(session, batch), signal),
  appendFiles: async (batch, judge, scope) => {
    try {
      return await write(batch, scope, (session, to) =>
        appendFiles(session, { ...batch, judge }, to),
      )
    } catch (error) {
      throw await file.session((session) => blame(session, batch, error), scope.signal)
    }
  },
  replace: (batch, judge, scope) =>
    write(batch, scope, (session, to) => replaceRows(session, { ...batch, judge }, to)),
})

const appTables = (
  file: DuckDbFile,
  { changeTables, look }: Sessions,
  schemas: Schemas,
): AppTables => ({
  isCurrent: (table, scope) =>
    look(scope.signal, (session) => isCurrent(session, table, { schemas, scope })),
  build: (table, scope) =>
    file.transaction((session) => buildStaged(session, table, { schemas, scope }), scope),
  publish: async (tables, key, scope) => {
    const published = await changeTables((session) =>
      publishStaged(session, { schemas, scope, tables, key }),
    )
    await file.compact()
    return published
  },
  discard: (run, table) => changeTables((session) => discard(session, schemas, { run, table })),
  stagedRuns: () =>
    look(undefined, async (session) => [
      ...new Set((await stagedTables(session, schemas)).values()),
    ]),
})

const openFile = ({ path, memoryLimit = '4GB' }: DuckDbSettings): Promise<DuckDbFile> =>
  DuckDbFile.open(path, {
    memory_limit: memoryLimit,
    temp_directory: path === ':memory:' ? tmpdir() : `${path}.tmp`,
    // Rows have no order of their own, and to keep one costs memory.
    preserve_insertion_order: 'false',
    // It tells a file by the second it was written in: one that a copy has just completed would stay half read.
    enable_external_file_cache: 'false',
  })

/** The three ways of working with the file. */
function sessionsOf(file: DuckDbFile, schemas: Schemas) {
  return {
    /** Writes to a raw table, one writer at a time; what changed nothing is undone. */
    write: <W extends Written>(
      { table }: { readonly table: RawTable },
      { run, signal }: Scope,
      work: (session: Session, to: NotedTarget) => Promise<W>,
    ): Promise<W> => {
      const ops = identifier(schemas.ops)
      const kept = {
        ledger: `${ops}.writes`,
        changes: `${ops}.changes`,
        dayChanges: `${ops}.day_changes`,
        archive: `${ops}.${identifier(`archive_${table.name}`)}`,
      }
      const to = { name: tableName(schemas, table), table: table.name, run, ...kept }
      return file.writing(to.name, () =>
        file.transaction((session) => work(session, to), {
          signal,
          keeps: ({ changed }) => changed,
        }),
      )
    },
    /** Creates, drops and renames tables, one at a time. */
    changeTables: <T>(work: (session: Session) => Promise<T>): Promise<T> =>
      file.writing('tables', () => file.transaction(work)),
    /** Reads one state of the tables, and changes nothing. */
    look: <T>(
      signal: AbortSignal | undefined,
      work: (session: Session) => Promise<T>,
    ): Promise<T> => file.transaction(work, { signal, keeps: () => false }),
  }
}

interface Staged {
  readonly run: string
  /** All that the run has staged, unless one is named. */
  readonly table?: AppTable | undefined
}

async function discard(session: Session, schemas: Schemas, { run, table }: Staged): Promise<void> {
  const wanted = table && stagedName(run, table)
  for (const [name, owner] of await stagedTables(session, schemas))
    if (owner === run && (!wanted || wanted === name))
      await session.run(`DROP TABLE ${identifier(schemas.app)}.${identifier(name)}`)
  await session.run(
    `DELETE FROM ${identifier(schemas.ops)}.builds WHERE published = 0 AND run_id = ${literal(run)}
     ${table ? `AND table_name = ${literal(table.name)}` : ''}`,
  )
}

/** Names stand in statements as they are, and DuckDB names a database after its file. */
function requireNames({ path, schemas }: DuckDbSettings): void {
  for (const schema of Object.values(schemas)) identifier(schema)
  const database = parse(path).name.toLowerCase()
  const same = Object.values(schemas).find((schema) => schema.toLowerCase() === database)
  if (same)
    throw final(
      'BadInput',
      `Opening the DuckDB file ${path}: it is named like the schema ${same}, so that a table's name would mean two things. Set DUCKDB_PATH to a file of another name.`,
    )
}
