import { appendDrops } from '../../activities/append-drops.ts'
import { createParquetDrops } from '../../activities/sources/parquet-drops.ts'
import { raw_ees_data_set_versions } from '../../pipelines/ees/raw/raw_ees_data_set_versions.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { configOf } from './config-of.ts'

export interface DropsToAppend {
  readonly root: string
  /** The DuckDB file to make. */
  readonly path: string
}

export interface Appended {
  readonly rows: number
  readonly seconds: number
  /** Of these, to find that nothing is new the next time. */
  readonly againSeconds: number
}

/** Lists, looks at, checks and appends the files as a step of a run does; then once more, with nothing new. */
export async function appendDropFiles({ root, path }: DropsToAppend): Promise<Appended> {
  const warehouse = await openWarehouse(configOf({ DUCKDB_PATH: path }))
  const table = raw_ees_data_set_versions
  await warehouse.prepare([table], 'sandbox')
  const append = async () => {
    const began = performance.now()
    const { rows } = await appendDrops(
      { warehouse, sources: { 'parquet-drops': createParquetDrops(root) }, now: () => new Date() },
      { table, progress: () => undefined },
      { run: 'bench', runDay: '2026-01-31', signal: new AbortController().signal },
    )
    return { rows, seconds: (performance.now() - began) / 1000 }
  }
  const first = await append()
  const again = await append()
  await warehouse.close()
  return { ...first, againSeconds: again.seconds }
}
