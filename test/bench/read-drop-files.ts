import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../activities/warehouse/duckdb-names.ts'
import type { DropsToAppend } from './append-drop-files.ts'

/** Reads the files into a table by one statement of DuckDB, with nothing checked; resolves to the seconds it took. */
export async function readDropFiles({ root, path }: DropsToAppend): Promise<number> {
  const duckdb = await DuckDbFile.open(path, {
    memory_limit: '4GB',
    preserve_insertion_order: 'false',
  })
  const began = performance.now()
  await duckdb.session((session) =>
    session.run(
      `CREATE TABLE drops AS FROM read_parquet(${literal(`${root}/data-set-versions/*.parquet`)}, union_by_name = true, filename = true)`,
    ),
  )
  const seconds = (performance.now() - began) / 1000
  await duckdb.close()
  return seconds
}
