import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TableDifferences } from '../../activities/verify/compare-table.ts'
import { type Request, verify } from '../../activities/verify/verify.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { castColumns, literal } from '../../activities/warehouse/duckdb-names.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { ColumnType, Columns } from '../../pipelines/define.ts'
import { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { readPipeline } from '../../workers/registry.ts'

/** A warehouse with rows in every app table, six of each on three days, and others to compare it with. */
export interface TwoSets {
  /** The DuckDB file; its app tables are in the schema `app`, the same ones in `old`. */
  readonly path: string
  run(statement: string): Promise<void>
  verify(request: Request): Promise<TableDifferences[]>
  /** A new folder with the tables of the schema `old`. */
  exported(format: 'parquet' | 'csv'): Promise<string>
  /** A new folder with nothing in it. */
  folder(): Promise<string>
  /** Lets other processes have the file. */
  close(): Promise<void>
  remove(): Promise<void>
}

const VALUES: Readonly<Record<ColumnType, (column: string) => string>> = {
  DATE: () => `DATE '2026-01-01' + CAST(floor(i / 2) AS INTEGER)`,
  TIMESTAMP: () => `TIMESTAMP '2026-01-01 06:00:00'`,
  STRING: (column) => `'${column} it''s "' || i || '"'`,
  DOUBLE: () => 'i + 0.5',
  INT: () => 'i',
  BIGINT: () => 'i',
}

/** A select of as many rows in these columns, no two alike. */
const rowsOf = (columns: Columns, count: number): string =>
  `SELECT ${castColumns(columns)} FROM (SELECT ${Object.entries(columns)
    .map(([name, type]) => `${VALUES[type](name)} AS "${name}"`)
    .join(', ')} FROM range(${count}) AS numbers(i))`

export async function twoSets(): Promise<TwoSets> {
  const graph = await readPipeline(join(import.meta.dirname, '../../pipelines/ees'))
  const home = await mkdtemp(join(tmpdir(), 'ees-verify-'))
  const path = join(home, 'ees.duckdb')
  const file = await DuckDbFile.open(path)
  const run = (statement: string) =>
    file.session(async (session) => void (await session.run(statement)))
  await run('CREATE SCHEMA app; CREATE SCHEMA old')
  for (const { name, columns } of [...graph.app, CACHE_KEY]) {
    await run(`CREATE TABLE app.${name} AS ${rowsOf(columns, name === CACHE_KEY.name ? 1 : 6)}`)
    await run(`CREATE TABLE old.${name} AS FROM app.${name}`)
  }
  const warehouse = await openDuckDb({ path, schemas: { raw: 'raw', app: 'app', ops: 'ops' } })
  const deps = { graph, key: CACHE_KEY, warehouse, schema: 'app' }
  const folder = () => mkdtemp(join(home, 'set-'))
  return {
    path,
    run,
    folder,
    verify: (request) => Array.fromAsync(verify(deps, request)),
    exported: async (format) => {
      const to = await folder()
      for (const { name } of [...graph.app, CACHE_KEY])
        await run(`COPY old.${name} TO ${literal(join(to, `${name}.${format}`))}`)
      return to
    },
    close: async () => {
      await warehouse.close()
      await file.close()
    },
    remove: () => rm(home, { recursive: true, force: true }),
  }
}
