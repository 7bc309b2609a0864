import { total } from '../../checks/day-counts.ts'
import type { DayChange, DayCounts, ReplaceDaysFacts } from '../../checks/facts.ts'
import { showWindow } from '../../pipelines/days.ts'
import type { Window } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Dialect } from './dialect.ts'
import { daysOf } from './facts.ts'
import type { Statements } from './statements.ts'
import type { Target } from './target.ts'
import type { DatedBatch, Row } from './warehouse.ts'

/** The facts of a replacement of these days that the run has committed; the table is as it left it. */
export async function replacedBefore(
  session: Statements,
  window: Window,
  { dayChanges, run, table, name }: Target,
): Promise<ReplaceDaysFacts | undefined> {
  const { literal } = session.dialect
  const rows = await session.rows(
    `SELECT day, added, changed, gone, rows_before FROM ${dayChanges}
     WHERE run_id = ${literal(run)} AND table_name = ${literal(table)}
       AND ${within(session.dialect, 'day', window)} ORDER BY day`,
  )
  if (rows.length === 0) return undefined
  const after = await daysOf(session, name)
  const before = new Map(after)
  for (const { day, rows_before: count } of rows)
    if (Number(count) > 0) before.set(String(day), Number(count))
    else before.delete(String(day))
  return { window, staged: inWindow(after, window), before, after, days: rows.map(changeOf) }
}

/**
 * The rows of a batch by day.
 *
 * @throws ApplicationFailure where a row has no date, or another: it would neither be compared nor written.
 */
export async function daysWithin(
  session: Statements,
  { table, file, window }: DatedBatch,
  rows: string,
): Promise<DayCounts> {
  const counted = await session.rows(
    `SELECT CAST(date AS DATE) AS day, count(*) AS n FROM ${rows} GROUP BY day ORDER BY day`,
  )
  const days = new Map(counted.map(({ day, n }) => [String(day), Number(n)]))
  const found = inWindow(days, window)
  const strays = total(days) - total(found)
  if (strays === 0) return found
  throw final(
    'BrokenContract',
    `Replacing ${showWindow(window)} of ${table.name}: ${strays} rows of ${file} are of no day of the window; wanted is a date of it in each. Nothing was written: look at what the source answered.`,
  )
}

export const within = ({ literal }: Dialect, column: string, { from, to }: Window): string =>
  `${column} BETWEEN DATE ${literal(from)} AND DATE ${literal(to)}`

const inWindow = (days: DayCounts, { from, to }: Window): DayCounts =>
  new Map([...days].filter(([day]) => day >= from && day <= to))

const changeOf = (row: Row): DayChange => ({
  day: String(row['day']),
  added: Number(row['added']),
  changed: Number(row['changed']),
  gone: Number(row['gone']),
})
