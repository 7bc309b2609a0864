import type { Batch } from './warehouse.ts'
import { final } from '../failure.ts'
import { columnFaults, columnsOf, fits } from './columns.ts'
import { DUCKDB } from './dialect-duckdb.ts'
import { castColumns, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Target } from './target.ts'

/** Where a write goes, with the table that it is noted in. */
export interface NotedTarget extends Target {
  readonly ledger: string
}

/**
 * The rows of a batch, to stand behind FROM, in the table's columns and types.
 *
 * @throws ApplicationFailure where the file's columns are not those of the table.
 */
export async function batchOf(session: Session, { table, file }: Batch): Promise<string> {
  const source = `read_parquet(${literal(file)})`
  const found = await columnsOf(session, source)
  const faults = columnFaults(found, {
    columns: table.columns,
    agrees: fits(DUCKDB),
    orElse: 'or narrower',
  })
  if (faults.length === 0) return `(SELECT ${castColumns(table.columns)} FROM ${source})`
  throw final(
    'BrokenContract',
    `Holding the rows for ${table.name} in ${file} against its declaration: ${faults.join('; ')}. Nothing was written: look at what the source answered.`,
  )
}

/** Keeps that a table was written to: by it the app tables know that there is something new. */
export async function noteWrite(
  session: Session,
  { ledger, table, run }: NotedTarget,
  rows: number,
): Promise<void> {
  await session.run(
    `INSERT INTO ${ledger} VALUES (${literal(table)}, ${literal(run)}, now()::TIMESTAMP, ${rows})`,
  )
}
