import type { Session } from './databricks-client.ts'
import type { CatalogTarget } from './databricks-names.ts'

/**
 * Keeps that a run wrote to a table, for people to read. What tells the app tables that there is something new is the
 * version of the table itself, which is there even where a client was killed before it came to this.
 */
export async function noteWrite(
  session: Session,
  { ledger, table, run }: CatalogTarget,
  rows: number,
): Promise<void> {
  const { literal, now } = session.dialect
  await session.run(
    `INSERT INTO ${ledger} VALUES (${literal(table)}, ${literal(run)}, ${now}, ${rows})`,
  )
}
