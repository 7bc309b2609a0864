import { addDays, showWindow, stretches } from '../pipelines/days.ts'
import type { Day, RawTable, Window } from '../pipelines/define.ts'
import { backfillCommand } from './backfill-command.ts'
import { total } from './day-counts.ts'
import type { AppendFacts } from './facts.ts'
import { type Finding, stop } from './finding.ts'
import { lacking, missingDays } from './missing-days.ts'
import { checkVolume } from './volume.ts'

/** A raw table around an append that is about to be committed. */
export function checkAppend(table: RawTable, facts: AppendFacts): Finding[] {
  return [
    ...daysThere(table, facts),
    ...changed(table, facts, 'rows-add-up'),
    ...changed(table, facts, 'history-unchanged'),
    ...holes(table, facts),
    ...checkVolume(table, facts),
  ]
}

function daysThere(table: RawTable, { staged, before }: AppendFacts): Finding[] {
  const days = [...staged.keys()].filter((day) => before.has(day)).sort()
  const [first] = days
  if (first === undefined) return []
  return [
    stop('no-day-twice', {
      table: table.name,
      day: first,
      count: days.length,
      examples: days.map((day) => `${day}: ${before.get(day)} rows there, ${staged.get(day)} more`),
      message: `${table.name} already has ${days.length} of the batch's days (${showDays(days)}); wanted is none. Another writer was first: run the step again, it asks for what is then missing.`,
    }),
  ]
}

/** Days of the batch must have gained its rows, all others none; together, so has the table. */
function changed(
  table: RawTable,
  { window, staged, before, after }: AppendFacts,
  check: 'rows-add-up' | 'history-unchanged',
): Finding[] {
  const added = check === 'rows-add-up'
  const wanted = (day: Day) => (before.get(day) ?? 0) + (staged.get(day) ?? 0)
  const days = [...new Set([...before.keys(), ...staged.keys(), ...after.keys()])]
    .filter((day) => staged.has(day) === added && (after.get(day) ?? 0) !== wanted(day))
    .sort()
  const [first] = days
  if (first === undefined) return []
  const rows = added
    ? `${total(before)} rows before, ${total(staged)} staged and ${total(after)} after; the numbers do not add up on ${days.length} days`
    : `other numbers of rows than before on ${days.length} days that are not of the batch`
  return [
    stop(check, {
      table: table.name,
      day: first,
      count: days.length,
      examples: days.map((day) => `${day}: ${after.get(day) ?? 0} rows, wanted ${wanted(day)}`),
      message: `Appending ${showWindow(window)} to ${table.name} gave ${rows}; wanted is the table as it was and the batch, once. Run the step again; if it comes again, look for another writer of this table.`,
    }),
  ]
}

function holes(table: RawTable, { window, before, after }: AppendFacts): Finding[] {
  const span = table.coverage && spanOf(table.coverage.gaps, window, { before, after })
  if (!table.coverage || !span) return []
  const days = missingDays(table.coverage, span, after)
  return lacking(table, days, {
    check: 'no-missing-day',
    found: `${table.name} has no row for ${days.length} days between ${span.from} and ${span.to} (${showDays(days)}); wanted is every day.`,
    next: `Fill them first (${backfillCommand(table, { from: days[0] ?? span.from, to: days.at(-1) ?? span.to })}), then run this step again.`,
  })
}

/**
 * Where a hole stops, everything up to the window must be whole: what lies after it may be filled by the windows that
 * follow. Where it is recorded, it was recorded once when it came, so that only new ones count.
 */
function spanOf(
  gaps: 'stop' | 'warn',
  window: Window,
  { before, after }: Pick<AppendFacts, 'before' | 'after'>,
): Window | undefined {
  if (gaps === 'warn') {
    const newest = [...before.keys()].reduce((last, day) => (day > last ? day : last), '')
    return newest ? { from: addDays(newest, 1), to: addDays(window.from, -1) } : undefined
  }
  const first = [...after.keys()].reduce((low, day) => (day < low ? day : low), window.to)
  return { from: first, to: window.to }
}

function showDays(days: readonly Day[]): string {
  const windows = stretches(days)
  const more = windows.length > 3 ? ` and ${windows.length - 3} more` : ''
  return windows.slice(0, 3).map(showWindow).join(', ') + more
}
