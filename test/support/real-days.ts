import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { literal } from '../../activities/warehouse/duckdb-names.ts'
import type { Row } from '../../activities/warehouse/warehouse.ts'

/** A folder beside the project's: raw rows of four real days, and the app rows that they must lead to. */
export const DAYS = join(import.meta.dirname, '../../../shared/data/real-days')

export const daysAreMissing = !existsSync(DAYS)

/** The raw rows, as the sandbox serves them and `import-history` loads them. */
export const RAW_DAYS = join(DAYS, 'raw')

/** The days that are compared. */
export const COMPARED = { from: '2024-08-01', to: '2024-08-04' }

/** Tables of which more rows may be built than are expected. */
export const SUBSETS = ['ees_publication_summary']

/** The names of the tables that a part of the folder has. */
export const tablesOf = async (part: 'raw' | 'expected'): Promise<readonly string[]> =>
  daysAreMissing
    ? []
    : (await readdir(join(DAYS, part))).map((file) => basename(file, '.parquet')).sort()

/** A file of the folder, to stand behind FROM. */
export const parquet = (part: 'raw' | 'expected', name: string): string =>
  `read_parquet(${literal(join(DAYS, part, `${name}.parquet`))})`

/** The expected rows of the compared days; their columns are in the file's order. */
export async function expectedRows(name: string): Promise<readonly Row[]> {
  const file = await DuckDbFile.open(':memory:')
  try {
    return await file.session((session) =>
      session.rows(
        `FROM ${parquet('expected', name)}
         WHERE date BETWEEN DATE '${COMPARED.from}' AND DATE '${COMPARED.to}'`,
      ),
    )
  } finally {
    await file.close()
  }
}

/** What the first has and the second lacks, both as multisets, columns in order, numbers to 1e-6. */
export function difference(these: readonly Row[], those: readonly Row[]): string[] {
  const left = Map.groupBy(those.map(asText), (row) => row)
  return these.map(asText).filter((row) => left.get(row)?.pop() === undefined)
}

const asText = (row: Row): string =>
  JSON.stringify(
    Object.values(row).map((cell) => (typeof cell === 'number' ? cell.toFixed(6) : cell)),
  )
