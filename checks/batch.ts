import { addDays, isDay, showWindow } from '../pipelines/days.ts'
import type { RawTable } from '../pipelines/define.ts'
import type { BatchFacts } from './facts.ts'
import { type Finding, stop } from './finding.ts'
import { lacking, missingDays } from './missing-days.ts'
import { checkRows } from './rows.ts'

/** A fetched batch, before the warehouse sees it. */
export function checkBatch(table: RawTable, facts: BatchFacts): Finding[] {
  return [
    ...checkRows(table, facts, `The batch of ${table.name} for ${showWindow(facts.window)}`),
    ...outside(table, facts),
    ...missing(table, facts),
  ]
}

function outside(table: RawTable, { window, days }: BatchFacts): Finding[] {
  const strays = [...days.keys()].filter((day) => day < window.from || day > window.to).sort()
  if (strays.length === 0) return []
  return [
    stop('dates-in-window', {
      table: table.name,
      day: strays.find(isDay) ?? null,
      count: strays.reduce((rows, day) => rows + (days.get(day) ?? 0), 0),
      examples: strays.map((day) => `${day}: ${days.get(day)} rows`),
      message: `The batch of ${table.name} has ${strays.length} dates outside ${showWindow(window)}, which was asked for; wanted is none. The source did not answer what it was asked: look at its answer before the step is run again.`,
    }),
  ]
}

/** Days missing at the end are told apart from holes: there the source was asked too early. */
function missing(table: RawTable, { window, days }: BatchFacts): Finding[] {
  if (!table.coverage) return []
  const newest = [...days.keys()]
    .filter((day) => day >= window.from && day <= window.to)
    .reduce((last, day) => (day > last ? day : last), addDays(window.from, -1))
  const holes = missingDays(table.coverage, { from: window.from, to: newest }, days)
  const end = missingDays(table.coverage, { from: addDays(newest, 1), to: window.to }, days)
  const batch = `The batch of ${table.name} for ${showWindow(window)}`
  const found = newest < window.from ? 'no row at all' : `${newest} as its newest date`
  return [
    ...lacking(table, holes, {
      check: 'no-missing-day',
      found: `${batch} has no row for ${holes.length} of its days; wanted are all from ${table.coverage.coveredFrom} on.`,
      next: "Look for these days in the source's own pages, then run the step again.",
    }),
    ...lacking(table, end, {
      check: 'newest-is-last',
      found: `${batch} has ${found}; wanted is ${window.to}, its last day.`,
      next: 'Of recent days the numbers may not be final yet: run the step again later. Of old ones the source may have nothing any more: leave them out.',
    }),
  ]
}
