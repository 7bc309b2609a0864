import type { DayChange, DayCounts, ReplaceDaysFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { showWindow } from '../../pipelines/days.ts'
import type { Window } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { archiveDays } from './duckdb-archive.ts'
import { batchOf, noteWrite, type NotedTarget } from './duckdb-batch.ts'
import { daysCompared } from './days-compared.ts'
import { countOf, daysOf } from './facts.ts'
import { castColumns, literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { DatedBatch, DaysReplaced, Judge, Row } from './warehouse.ts'

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

/** The facts of a replacement of these days that the run has committed; the table is as it left it. */
async function replacedBefore(
  session: Session,
  window: Window,
  { dayChanges, run, table, name }: NotedTarget,
): Promise<ReplaceDaysFacts | undefined> {
  const rows = await session.rows(
    `SELECT day, added, changed, gone, rows_before FROM ${dayChanges}
     WHERE run_id = ${literal(run)} AND table_name = ${literal(table)} AND ${within('day', window)} ORDER BY day`,
  )
  if (rows.length === 0) return undefined
  const after = await daysOf(session, name)
  const before = new Map(after)
  for (const { day, rows_before: count } of rows)
    if (Number(count) > 0) before.set(String(day), Number(count))
    else before.delete(String(day))
  return { window, staged: inWindow(after, window), before, after, days: rows.map(changeOf) }
}

async function swap(
  session: Session,
  { window, ...batch }: DatedBatch,
  target: NotedTarget,
): Promise<ReplaceDaysFacts> {
  const now = `(SELECT ${castColumns(batch.table.columns)} FROM ${target.name} WHERE ${within('date', window)})`
  const next = await batchOf(session, batch)
  await requireWithin(session, { window, ...batch }, next)
  const staged = await daysOf(session, next)
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

/** A row without a date, or of another day, would neither be compared nor written. */
async function requireWithin(
  session: Session,
  { table, file, window }: DatedBatch,
  rows: string,
): Promise<void> {
  const strays = await countOf(session, `${rows} WHERE (${within('date', window)}) IS NOT TRUE`)
  if (strays === 0) return
  throw final(
    'BrokenContract',
    `Replacing ${showWindow(window)} of ${table.name}: ${strays} rows of ${file} are of no day of the window; wanted is a date of it in each. Nothing was written: look at what the source answered.`,
  )
}

const within = (column: string, { from, to }: Window): string =>
  `${column} BETWEEN DATE ${literal(from)} AND DATE ${literal(to)}`

const inWindow = (days: DayCounts, { from, to }: Window): DayCounts =>
  new Map([...days].filter(([day]) => day >= from && day <= to))

const changeOf = (row: Row): DayChange => ({
  day: String(row['day']),
  added: Number(row['added']),
  changed: Number(row['changed']),
  gone: Number(row['gone']),
})
