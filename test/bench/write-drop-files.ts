import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../activities/warehouse/duckdb-names.ts'
import { addDays } from '../../pipelines/days.ts'

export interface DropFiles {
  /** The parquet root to make. */
  readonly root: string
  readonly files: number
  readonly rowsEach: number
}

/** Files of a day. */
const A_DAY = 5

const FIRST_DAY = '2024-01-01'

/** Writes files as the service's public API drops them for `raw_ees_data_set_versions`, five a day. */
export async function writeDropFiles({ root, files, rowsEach }: DropFiles): Promise<void> {
  const folder = join(root, 'data-set-versions')
  await mkdir(folder, { recursive: true })
  const duckdb = await DuckDbFile.open(':memory:')
  for (let at = 0; at < files; at++) {
    const day = addDays(FIRST_DAY, Math.floor(at / A_DAY))
    const name = `${day.replaceAll('-', '')}-${8 + 2 * (at % A_DAY)}0000`.replace('-80', '-080')
    const file = join(folder, `${name}_public-api-data-set-version-calls.parquet`)
    await duckdb.session((session) =>
      session.run(
        `COPY (SELECT md5((n % 40)::VARCHAR)::UUID AS dataSetId, 'Absence rates by region, part ' || n % 40 AS dataSetTitle,
           '1.0' AS dataSetVersion, md5((n % 40 + 100)::VARCHAR)::UUID AS dataSetVersionId,
           '{"types":["Filters"]}'::JSON AS parameters, '1.*' AS requestedDataSetVersion,
           DATE '${day}' + INTERVAL (n * 60) SECOND AS startTime, 'GetMetadata' AS type,
           NULL::VARCHAR AS previewTokenLabel, NULL::UUID AS previewTokenDataSetVersionId,
           NULL::TIMESTAMP AS previewTokenCreated, NULL::TIMESTAMP AS previewTokenExpiry
         FROM range(${rowsEach}) AS r(n)) TO ${literal(file)} (FORMAT parquet, CODEC zstd)`,
      ),
    )
  }
  await duckdb.close()
}
