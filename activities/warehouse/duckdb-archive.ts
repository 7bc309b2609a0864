import { columnsOf } from './columns.ts'
import { identifier, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Target } from './target.ts'

/** Copies rows of a raw table into its archive, which is created on demand, and grows with the table's columns. */
export async function archiveDays(
  session: Session,
  chosen: string,
  { name, archive, run }: Target,
): Promise<void> {
  const rows = `SELECT *, ${literal(run)} AS run_id, now()::TIMESTAMP AS archived_at FROM ${name} WHERE ${chosen}`
  await session.run(`CREATE TABLE IF NOT EXISTS ${archive} AS FROM (${rows}) LIMIT 0`)
  const there = await columnsOf(session, archive)
  for (const [column, type] of await columnsOf(session, name))
    if (!there.has(column))
      await session.run(`ALTER TABLE ${archive} ADD COLUMN ${identifier(column)} ${type}`)
  await session.run(`INSERT INTO ${archive} BY NAME ${rows}`)
}
