import { batchFrom } from './batch.ts'
import { literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Target } from './target.ts'
import type { Batch } from './warehouse.ts'

/** Where a write goes, with the table that it is noted in. */
export interface NotedTarget extends Target {
  readonly ledger: string
}

/** The rows of a batch, to stand behind FROM, in the table's columns and types. */
export const batchOf = (session: Session, batch: Batch): Promise<string> =>
  batchFrom(session, batch, `read_parquet(${literal(batch.file)})`)

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
