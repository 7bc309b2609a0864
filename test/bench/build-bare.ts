import { availableParallelism } from 'node:os'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { castColumns, tableName } from '../../activities/warehouse/duckdb-names.ts'
import { type Day, render, type Table } from '../../pipelines/define.ts'
import { readGraph } from '../../workers/station.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { configOf } from './config-of.ts'
import { stopwatch, type Took } from './stopwatch.ts'

export interface Bare {
  readonly path: string
  readonly asOf: Day
}

export interface Built extends Took {
  /** By table, in seconds. */
  readonly statements: Readonly<Record<string, number>>
}

/**
 * Builds every app table by its bare statement, one after another, with the settings that the warehouse gives the file;
 * but each statement may use every core, as DuckDB itself would have it.
 */
export async function buildBare({ path, asOf }: Bare): Promise<Built> {
  const config = configOf({ DUCKDB_PATH: path })
  const { app } = await readGraph()
  const warehouse = await openWarehouse(config)
  // The same database: a process opens a file once, and what opened it first has set it up.
  const file = await DuckDbFile.open(path)
  const table = (read: Pick<Table, 'layer' | 'name'>) => tableName(config.names, read)
  const naming = { runDay: asOf, table, published: table }
  await file.session((session) => session.run(`SET threads = ${availableParallelism()}`))
  const statements: Record<string, number> = {}
  const all = stopwatch()
  for (const { name, columns, sql } of app) {
    const one = stopwatch()
    const select = `SELECT ${castColumns(columns)} FROM (${render(sql, naming)}\n)`
    await file.session((session) =>
      session.run(`CREATE OR REPLACE TABLE ${table({ layer: 'app', name })} AS ${select}`),
    )
    statements[name] = one().seconds
  }
  const took = all()
  await file.close()
  await warehouse.close()
  return { ...took, statements }
}
