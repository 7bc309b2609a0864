import { appTable, sql } from '../../define.ts'
import { GA4_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_events } from '../raw/ees_ga4_events.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { EVENT_KINDS } from '../rules/event-kinds.ts'
import { pages } from '../rules/pages.ts'

const starts = sql`
    select date, pagePath, sum(eventCount) as eventCount
    from ${ees_ga4_events}
    where ${EVENT_KINDS.sessionStart}
    group by date, pagePath`

export const ees_session_starts = appTable('ees_session_starts', {
  about: 'Where sessions began: session starts by day and page.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    page_type: 'STRING',
    publication: 'STRING',
    eventCount: 'DOUBLE',
  },
  meanings: {
    eventCount: { means: 'How many sessions began on the page.', unit: 'count' },
  },
  key: ['date', 'pagePath'],
  nullable: ['publication'],
  since: GA4_FIRST_DAY,
  conserves: ['eventCount'],
  input: starts,
  classifies: ['page_type'],
  watches: {
    // Homepage takes every path that no rule knows, so a new section of the site shows here first.
    'homepage-of-other-paths': {
      severity: 'warn',
      rows: (built) => sql`
        select count, count / nullif(homepage_rows, 0) as share
        from (
          select count_if(pagePath <> '/') as count, count(*) as homepage_rows
          from ${built}
          where page_type = 'Homepage'
        ) as homepage
        where count > 0`,
    },
  },
  sql: sql`
  with starts as (${starts}
  ),
  pages as (${pages(sql`select pagePath from starts`, ees_pub_scrape)}
  )
  select date, pagePath, page_type, publication, eventCount
  from starts
  join pages using (pagePath)`,
})
