import { eachDay, showWindow, stretches } from '../pipelines/days.ts'
import type { Coverage, Day, RawTable, Window } from '../pipelines/define.ts'
import { type Finding, finding } from './finding.ts'

/** The days of a span that the source must have and that are not there. */
export const missingDays = (
  { coveredFrom }: Coverage,
  span: Window,
  there: { has(day: Day): boolean },
): Day[] => eachDay(span).filter((day) => day >= coveredFrom && !there.has(day))

interface Words {
  readonly check: 'no-missing-day' | 'newest-is-last'
  /** What was found and what was wanted, as a sentence. */
  readonly found: string
  /** What to do where it stops the step, as a sentence. */
  readonly next: string
}

/** The finding for missing days, as severe as the table's coverage says; none where no day is missing. */
export function lacking(table: RawTable, days: readonly Day[], words: Words): Finding[] {
  const [first] = days
  if (!table.coverage || first === undefined) return []
  const { gaps } = table.coverage
  return [
    finding(gaps, words.check, {
      table: table.name,
      day: first,
      count: days.length,
      examples: stretches(days).map(showWindow),
      message: `${words.found} ${gaps === 'stop' ? words.next : 'This source can have days without rows, so the step went on.'}`,
    }),
  ]
}
