import type { ReplaceDaysFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { daysCompared } from './days-compared.ts'
import { DUCKDB } from './dialect-duckdb.ts'
import { archiveDays } from './duckdb-archive.ts'
import { batchOf, noteWrite, type NotedTarget } from './duckdb-batch.ts'
import { castColumns, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { daysOf } from './facts.ts'
import { daysWithin, replacedBefore, within } from './replaced-days.ts'
import type { DatedBatch, DaysReplaced, Judge } from './warehouse.ts'

interface Replacement extends DatedBatch {
  readonly judge: Judge<ReplaceDaysFacts>
}

/** Swaps the days that the batch has otherwise, within a transaction that the caller undoes where nothing `changed`. */
export async function replaceDays(
  session: Session,
  { judge, ...batch }: Replacement,
  target: NotedTarget,
): Promise<DaysReplaced> {
  const done = await replacedBefore(session, batch.window, target)
  const facts = done ?? (await swap(session, batch, target))
  const findings = judge(facts)
  if (stops(findings)) return { rows: 0, changed: false, findings, days: [] }
  const { days } = facts
  const rows = days.reduce((sum, { added, changed }) => sum + added + changed, 0)
  const changed = !done && days.length > 0
  if (changed) {
    await noteDays(session, facts, target)
    await noteWrite(session, target, rows)
  }
  return { rows, changed, findings, days }
}

async function swap(
  session: Session,
  { window, ...batch }: DatedBatch,
  target: NotedTarget,
): Promise<ReplaceDaysFacts> {
  const now = `(SELECT ${castColumns(batch.table.columns)} FROM ${target.name} WHERE ${within(DUCKDB, 'date', window)})`
  const next = await batchOf(session, batch)
  const staged = await daysWithin(session, { window, ...batch }, next)
  const before = await daysOf(session, target.name)
  const days = await daysCompared(session, { table: batch.table, now, next }, { staged, before })
  if (days.length > 0) {
    const chosen = `date IN (${days.map(({ day }) => `DATE ${literal(day)}`).join(', ')})`
    if (days.some(({ day }) => before.has(day))) await archiveDays(session, chosen, target)
    await session.run(`DELETE FROM ${target.name} WHERE ${chosen}`)
    await session.run(`INSERT INTO ${target.name} BY NAME SELECT * FROM ${next} WHERE ${chosen}`)
  }
  return { window, staged, before, after: await daysOf(session, target.name), days }
}

async function noteDays(
  session: Session,
  { days, before, after }: ReplaceDaysFacts,
  { dayChanges, run, table }: NotedTarget,
): Promise<void> {
  const rows = days.map(({ day, added, changed, gone }) => {
    const counts = [added, changed, gone, before.get(day) ?? 0, after.get(day) ?? 0]
    return `(${literal(run)}, ${literal(table)}, ${literal(day)}, ${counts.join(', ')}, now()::TIMESTAMP)`
  })
  await session.run(`INSERT INTO ${dayChanges} VALUES ${rows.join(', ')}`)
}
