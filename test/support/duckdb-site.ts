import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { tableName } from '../../activities/warehouse/duckdb-names.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import { render, type Table } from '../../pipelines/define.ts'
import type { Site, WarehouseHarness } from '../contract/warehouse/harness.ts'

export const SCHEMAS = { raw: 'some_raw', app: 'some_app', ops: 'some_ops' } as const

interface DuckDbSite extends Site {
  readonly path: string
}

/** A DuckDB file in a folder of its own. */
export async function createSite(): Promise<DuckDbSite> {
  const folder = await mkdtemp(join(tmpdir(), 'ees-duckdb-'))
  const path = join(folder, 'new', 'ees.duckdb')
  return {
    path,
    ops: SCHEMAS.ops,
    open: () => openDuckDb({ path, schemas: SCHEMAS }),
    byHand: async (statement) => {
      const file = await DuckDbFile.open(path)
      const name = (table: Table) => tableName(SCHEMAS, table)
      await file.session(async (session) => {
        for (const schema of Object.values(SCHEMAS))
          await session.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
        await session.run(render(statement, { table: name, published: name, runDay: '2026-02-01' }))
      })
      await file.close()
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export const duckDbHarness: WarehouseHarness = { create: createSite, lend: createSite }

/** The command line of a program that does something to a DuckDB file; see there. */
export const duckDbChild = (command: string, path: string, parquet = ''): readonly string[] => [
  process.execPath,
  fileURLToPath(new URL('duckdb-child.ts', import.meta.url)),
  command,
  path,
  parquet,
]
