import { addDays, isDay } from '../pipelines/days.ts'
import type { Day, RawTable, Window } from '../pipelines/define.ts'
import { type Finding, stop } from './finding.ts'

/**
 * Before anything is asked for: the window is two days of the calendar, not backwards, and within what the table can
 * have, from its first day to the newest that is final on the run's day.
 */
export function checkWindow(table: RawTable, window: Window, runDay: Day): Finding[] {
  const fault = faultOf(table, window, runDay)
  if (!fault) return []
  return [
    stop('window-is-real', {
      table: table.name,
      day: isDay(window.from) ? window.from : null,
      count: 1,
      examples: [`${window.from} to ${window.to}`],
      message: `The window of ${table.name} is ${window.from} to ${window.to}: ${fault}. Ask again with other dates; nothing was fetched.`,
    }),
  ]
}

function faultOf({ coverage }: RawTable, { from, to }: Window, runDay: Day): string | undefined {
  if (!coverage) return 'the table is not filled by the day, so it has no window'
  const unreal = [from, to, runDay].filter((day) => !isDay(day))
  if (unreal.length > 0)
    return `"${unreal.join('" and "')}" is no day, wanted is one like 2026-01-31`
  if (from > to) return 'it ends before it begins'
  if (from < coverage.firstDay) return `the source begins on ${coverage.firstDay}`
  const final = addDays(runDay, -coverage.lagDays)
  if (to > final)
    return `on ${runDay} days are final up to ${final}, ${coverage.lagDays} days before`
  return undefined
}
