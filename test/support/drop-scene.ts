import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { appendDrops } from '../../activities/append-drops.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import type { DropFolder } from '../../activities/sources/source.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { sql } from '../../pipelines/define.ts'
import { DropFolderOf } from './drop-folder.ts'
import { SCHEMAS } from './duckdb-site.ts'
import { calls } from './tables.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const scope = { run: 'r1', runDay: '2026-01-07' }

/** The folder of a table's files, and a step that appends them to a warehouse. */
export async function dropScene() {
  const drops = new DropFolderOf()
  const path = join(temporaryFolder(), 'ees.duckdb')
  const warehouse = await openDuckDb({ path, schemas: SCHEMAS })
  onTestFinished(() => warehouse.close())
  await warehouse.prepare([calls], 'sandbox')
  const append = ({
    folder = createParquetDrops(drops.root),
    by = warehouse,
    signal = new AbortController().signal,
    progress = () => undefined,
  }: Partial<Step> = {}) =>
    appendDrops(
      { sources: { 'parquet-drops': folder }, warehouse: by, now: () => new Date() },
      { table: calls, progress },
      { ...scope, signal },
    )
  const files = async () => {
    const rows = await warehouse.query(
      sql`select _source_file as file, count(*) as n from ${calls} group by _source_file order by 1`,
      scope,
    )
    return rows.map(({ file, n }) => `${file}: ${n}`)
  }
  return { drops, warehouse, append, files }
}

interface Step {
  readonly folder: DropFolder
  readonly by: Warehouse
  readonly signal: AbortSignal
  readonly progress: (rows: number) => void
}
