import type { Batch } from './warehouse.ts'
import { final } from '../failure.ts'
import { columnFaults, columnsOf, fits } from './duckdb-columns.ts'
import { castColumns, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'

/** Where a write goes, and what is kept of it. */
export interface Target {
  /** The table's name with its schema. */
  readonly name: string
  /** The name that the ledger knows it by. */
  readonly table: string
  readonly ledger: string
  /** The table that changes of lists are kept in. */
  readonly changes: string
  /** The table that replaced days are reported in. */
  readonly dayChanges: string
  /** Where the rows of replaced days go; created when the first ones do. */
  readonly archive: string
  readonly run: string
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
    agrees: fits,
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
  { ledger, table, run }: Target,
  rows: number,
): Promise<void> {
  await session.run(
    `INSERT INTO ${ledger} VALUES (${literal(table)}, ${literal(run)}, now()::TIMESTAMP, ${rows})`,
  )
}
