import type { AppendFacts } from '../../../checks/facts.ts'
import { type Finding, stop } from '../../../checks/finding.ts'

const TWICE = stop('no-day-twice', {
  table: 'visits',
  count: 1,
  message: 'As the test wants it.',
})

/** What keeps two writers from appending the same days. */
export const noDayTwice = ({ staged, before }: AppendFacts): Finding[] =>
  [...staged.keys()].some((day) => before.has(day)) ? [TWICE] : []
