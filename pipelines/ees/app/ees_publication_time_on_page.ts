import { appTable, sql } from '../../define.ts'
import { GA4_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_time_on_page } from '../raw/ees_ga4_time_on_page.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { pages } from '../rules/pages.ts'
import { PUBLICATION } from '../meanings.ts'

const PAGE_TYPES = [
  'Release page',
  'Methodology page',
  'Table tool',
  'Data guidance',
  'Pre-release access',
]

export const ees_publication_time_on_page = appTable('ees_publication_time_on_page', {
  about: 'Time on the pages of each publication by day.',
  columns: {
    date: 'DATE',
    publication: 'STRING',
    page_type: 'STRING',
    userEngagementDuration: 'DOUBLE',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    engagementDuration: 'DOUBLE',
  },
  meanings: {
    publication: PUBLICATION,
    userEngagementDuration: {
      means:
        'How long one page was in front on the day. Pages of a publication are told apart by it: rows with the same time are one.',
      unit: 'seconds',
    },
    engagementDuration: {
      means:
        'The sum of `userEngagementDuration` over the pages of the row: the column to be summed.',
      unit: 'seconds',
    },
  },
  key: ['date', 'publication', 'page_type', 'userEngagementDuration'],
  since: GA4_FIRST_DAY,
  sql: sql`
  with pages as (${pages(sql`select pagePath from ${ees_ga4_time_on_page}`, ees_pub_scrape)}
  )
  select date, publication, page_type, userEngagementDuration,
    sum(pageviews) as pageviews, sum(sessions) as sessions,
    sum(userEngagementDuration) as engagementDuration
  from ${ees_ga4_time_on_page}
  join pages using (pagePath)
  where page_type in ${PAGE_TYPES} and publication is not null
  group by date, publication, page_type, userEngagementDuration`,
})
