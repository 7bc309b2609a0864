import type { Meaning } from '../define.ts'

/** What columns mean in some tables and not in others of the same name. */

export const PACIFIC_DAY: Meaning = {
  means:
    "The day by Google's clock in California: up to eight hours behind London, so that a morning there is still the day before.",
  unit: 'Pacific day',
}

/** Of tables that have one row a day. */
export const SESSIONS_OF_DAY: Meaning = {
  means:
    'Visits, each counted once; one that goes on past midnight counts on both days. One ends after 30 minutes without activity.',
  unit: 'count',
}

/** Of tables by page that reach back to Universal Analytics. */
export const SESSIONS_OF_BOTH: Meaning = {
  means:
    "Visits. Up to 2023-06-22 each counts where it began, from then on under each page that it saw, so that sums over pages exceed the service's own number in `ees_service_summary`.",
  unit: 'count',
}

/** Of `totalUsers`, where other tables have `activeUsers`. */
export const ALL_USERS: Meaning = {
  means:
    'Browsers that sent any event, by their cookie: a little more than those that were active. Not to be summed: one that came on two days, or saw two pages, is in each of those rows.',
  unit: 'count',
}

/** Universal Analytics had the names of GA4, and other notions behind them. */
export const UA_SESSIONS: Meaning = {
  means: 'Visits that began on the page: Universal Analytics counted each on its first page alone.',
  unit: 'count',
}

export const UA_TIME_ON_PAGE: Meaning = {
  means:
    'How long the page was looked at on average, the last page of each visit left out. Not to be summed, and not to be compared with GA4.',
  unit: 'seconds',
}

export const UA_BOUNCE_RATE: Meaning = {
  means:
    "Sessions that saw one page and did nothing there: another notion than GA4's, and not to be compared with it.",
}

export const PUBLICATION: Meaning = { means: 'The publication, by its title in title case.' }

export const PUBLICATION_OF_PAGE: Meaning = {
  means:
    'The publication whose page it was, by its title in title case; NULL where the page belongs to none that the site lists.',
}

export const OPENED_SECTION: Meaning = {
  means: 'The heading of the section that was opened, cut at 100 characters.',
}

export const DOWNLOADED_FILE: Meaning = {
  means:
    'What was downloaded, as the site words it: `Publication: …, Release: …, File: …`, or the heading of a table. Cut at 100 characters; `(not set)` where the site sent none.',
}

export const DOWNLOADED_FROM: Meaning = {
  means:
    'Where it was downloaded: `Release page`, `Data catalogue`, `Table tool` or `Permalinks` (tables that were saved).',
}

export const SEARCHED_FOR: Meaning = {
  means: 'What was searched for, in the title case of the analytics, cut at 100 characters.',
}

/** Of tables of the public API's logs. */
export const FILE_DAY: Meaning = {
  means:
    'The day on which the calls were written to a file: those of the end of a day may count on the next.',
  unit: 'UTC',
}
