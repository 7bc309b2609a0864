import { DatabricksClient } from '../../activities/warehouse/databricks-client.ts'
import { catalogName } from '../../activities/warehouse/databricks-names.ts'
import { withStaged } from '../../activities/warehouse/databricks-staging.ts'
import type { DatabricksSettings } from '../../activities/warehouse/databricks.ts'
import { DATABRICKS } from '../../activities/warehouse/dialect-databricks.ts'
import { castIn } from '../../activities/warehouse/dialect.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../activities/warehouse/duckdb-names.ts'
import type { RawTable } from '../../pipelines/define.ts'

const SECONDS = 120

/** Copies raw tables of a DuckDB file, by files beside it, into those of Databricks, which are there and empty. */
export async function copyRaw(
  path: string,
  settings: DatabricksSettings,
  tables: readonly RawTable[],
): Promise<void> {
  const { names, stagingVolume: volume } = settings
  const duckDb = await DuckDbFile.open(path)
  const client = await DatabricksClient.open({ ...settings, catalog: names.catalog }, SECONDS)
  const session = client.session()
  for (const table of tables) {
    const file = `${path}.${table.name}.parquet`
    await duckDb.session((local) =>
      local.run(`COPY analytics_raw.${table.name} TO ${literal(file)} (FORMAT parquet)`),
    )
    const columns = Object.keys(table.columns).map(DATABRICKS.identifier).join(', ')
    await withStaged(session, { volume, run: 'copy', file }, (source) =>
      session.run(
        `INSERT INTO ${catalogName(names, table)} (${columns})
         SELECT ${castIn(DATABRICKS, table.columns)} FROM ${source}`,
      ),
    )
  }
  await client.close()
  await duckDb.close()
}
