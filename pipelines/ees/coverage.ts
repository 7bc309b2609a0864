import type { Coverage } from '../define.ts'

/** The first day of Universal Analytics, and of every table that reaches back to it. */
export const UA_FIRST_DAY = '2020-04-03'

/** The changeover: the last day of Universal Analytics and the first with GA4 rows. */
export const GA4_FIRST_DAY = '2023-06-22'

/** Numbers of a day are not final for two days. */
export const GA4: Coverage = {
  firstDay: '2022-02-02',
  coveredFrom: GA4_FIRST_DAY,
  lagDays: 2,
  gaps: 'stop',
}

/** A day without any search is possible; Google's own numbers are final after three days. */
export const SEARCH_CONSOLE: Coverage = {
  firstDay: '2023-10-07',
  coveredFrom: '2023-11-08',
  lagDays: 3,
  gaps: 'warn',
}
