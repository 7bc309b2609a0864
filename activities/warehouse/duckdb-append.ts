import { total } from '../../checks/day-counts.ts'
import type { AppendFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { batchOf, noteWrite, type NotedTarget } from './duckdb-batch.ts'
import { daysOf } from './facts.ts'
import type { Session } from './duckdb-session.ts'
import { noDate } from './no-date.ts'
import type { DatedBatch, Judge, Written } from './warehouse.ts'

interface Append extends DatedBatch {
  readonly judge: Judge<AppendFacts>
}

/** Appends the batch, within a transaction that the caller undoes where nothing `changed`. */
export async function appendBatch(
  session: Session,
  { window, judge, ...batch }: Append,
  target: NotedTarget,
): Promise<Written> {
  const rows = await batchOf(session, batch)
  const staged = await daysOf(session, rows)
  const before = await daysOf(session, target.name)
  const inserted = await session.run(`INSERT INTO ${target.name} BY NAME SELECT * FROM ${rows}`)
  if (inserted !== total(staged))
    throw noDate(
      { table: target.name, file: batch.file },
      { strays: inserted - total(staged), rows: inserted },
    )
  const after = await daysOf(session, target.name)
  const findings = judge({ window, staged, before, after })
  if (stops(findings) || inserted === 0) return { rows: 0, changed: false, findings }
  await noteWrite(session, target, inserted)
  return { rows: inserted, changed: true, findings }
}
