import type { Judge } from '../../activities/warehouse/warehouse.ts'
import type { AppendFacts } from '../../checks/facts.ts'
import { stop } from '../../checks/finding.ts'

/** Stops an append of a day that is there, as each append of a run does. */
export const noDayTwice: Judge<AppendFacts> = ({ staged, before }) =>
  [...staged.keys()].some((day) => before.has(day))
    ? [stop('no-day-twice', { table: 'visits', count: 1, message: 'It is there.' })]
    : []
