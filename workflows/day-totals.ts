import type { DayChange } from '../activities/steps.ts'
import type { DayTotals } from './status.ts'

/** Years of days of every table would be too much for one answer of a workflow. */
const EXAMPLES = 100

const NONE: DayTotals = { days: 0, added: 0, changed: 0, gone: 0, examples: [] }

/** Adds the days of a further window. */
export const addDays = (before = NONE, now: readonly DayChange[]): DayTotals => ({
  days: before.days + now.length,
  added: before.added + sum(now, 'added'),
  changed: before.changed + sum(now, 'changed'),
  gone: before.gone + sum(now, 'gone'),
  examples: [...before.examples, ...now].slice(0, EXAMPLES),
})

const sum = (days: readonly DayChange[], what: 'added' | 'changed' | 'gone'): number =>
  days.reduce((total, day) => total + day[what], 0)
