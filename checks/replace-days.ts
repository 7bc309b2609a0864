import { showWindow } from '../pipelines/days.ts'
import type { Day, RawTable } from '../pipelines/define.ts'
import { backfillCommand } from './backfill-command.ts'
import type { ReplaceDaysFacts } from './facts.ts'
import { type Finding, finding, stop } from './finding.ts'
import { bandOf, checkVolume } from './volume.ts'

/** A raw table around the replacement of some of its days that is about to be committed. */
export function checkReplaceDays(table: RawTable, facts: ReplaceDaysFacts): Finding[] {
  const replaced = new Set(facts.days.map(({ day }) => day))
  const staged = new Map([...facts.staged].filter(([day]) => replaced.has(day)))
  return [
    ...unlike(table, facts, 'rows-add-up'),
    ...unlike(table, facts, 'history-unchanged'),
    ...thinner(table, facts),
    ...checkVolume(table, { staged, after: facts.after }),
  ]
}

/** Days of the window must have the rows of the batch, all others what they had. */
function unlike(
  table: RawTable,
  { window, staged, before, after }: ReplaceDaysFacts,
  check: 'rows-add-up' | 'history-unchanged',
): Finding[] {
  const inside = check === 'rows-add-up'
  const [wanted, what] = inside
    ? [staged, 'days of the window that have not the rows of the batch']
    : [before, 'days outside the window that have not the rows they had']
  const days = [...new Set([...before.keys(), ...staged.keys(), ...after.keys()])]
    .filter((day) => (day >= window.from && day <= window.to) === inside)
    .filter((day) => (after.get(day) ?? 0) !== (wanted.get(day) ?? 0))
    .sort()
  const [first] = days
  if (first === undefined) return []
  return [
    stop(check, {
      table: table.name,
      day: first,
      count: days.length,
      examples: days.map(
        (day) => `${day}: ${after.get(day) ?? 0} rows, wanted ${wanted.get(day) ?? 0}`,
      ),
      message: `Replacing ${showWindow(window)} of ${table.name} gave ${days.length} ${what}; wanted is the batch in the window, and the table as it was elsewhere. Run the step again; if it comes again, look for another writer of this table.`,
    }),
  ]
}

interface Lost {
  readonly day: Day
  readonly was: number
  readonly is: number
}

/**
 * Rows that a source gave once it may never give again: old days come back thinner when its retention has passed. Few
 * may go; a day that loses as many as would be unusual of any day, or all that it must have, is not replaced.
 */
function thinner(table: RawTable, { window, days, before, staged }: ReplaceDaysFacts): Finding[] {
  const lost = days
    .map(({ day }) => ({ day, was: before.get(day) ?? 0, is: staged.get(day) ?? 0 }))
    .filter(({ was, is }) => is < was)
  const grave = lost.filter(isGrave(table))
  const shown = grave.length > 0 ? grave : lost
  const [first] = shown
  if (!first) return []
  const rows = shown.reduce((sum, { was, is }) => sum + was - is, 0)
  const found = `For ${showWindow(window)} the source gives ${table.name} ${rows} rows fewer than it has, on ${shown.length} days`
  return [
    finding(grave.length > 0 ? 'stop' : 'warn', 'rows-kept', {
      table: table.name,
      day: first.day,
      count: shown.length,
      examples: shown.map(({ day, was, is }) => `${day}: ${was} rows, now ${is || 'none'}`),
      message: `${found}; wanted is what it gave before, or more. ${grave.length > 0 ? keep(table, grave) : 'The rows that went are in the archive.'}`,
    }),
  ]
}

function isGrave({ coverage }: RawTable) {
  const mayBeEmpty = (day: Day) =>
    !coverage || coverage.gaps === 'warn' || day < coverage.coveredFrom
  return ({ day, was, is }: Lost): boolean =>
    was - is > bandOf(was) || (is === 0 && !mayBeEmpty(day))
}

function keep(table: RawTable, days: readonly Lost[]): string {
  const [from, to] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  return `What the source no longer has can never be fetched again, so the window was left as it is. Compare these days with the source's own pages. If the table is right, replace the days before and after them by backfills of their own. If the source is right, keep a copy of these days, delete them by hand, and fill them (${backfillCommand(table, { from, to })}).`
}
