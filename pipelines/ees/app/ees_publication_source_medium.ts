import { appTable, sql } from '../../define.ts'
import { UA_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_source_medium } from '../raw/ees_ga4_source_medium.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_source_medium } from '../raw/ees_ua_source_medium.ts'
import { pages } from '../rules/pages.ts'
import { pagesOfType } from '../rules/pages-of-type.ts'
import { PUBLICATION_OF_PAGE, SESSIONS_OF_BOTH } from '../meanings.ts'

const visits = sql`
    select date, pagePath, source, medium, pageviews, sessions from ${ees_ua_source_medium}
    union all
    select date, pagePath, sessionSource, sessionMedium, pageviews, sessions from ${ees_ga4_source_medium}`

const paths = sql`
    select pagePath from ${ees_ua_source_medium}
    union all
    select pagePath from ${ees_ga4_source_medium}`

export const ees_publication_source_medium = appTable('ees_publication_source_medium', {
  about:
    "Views and sessions of each publication's release pages by day and by where the session came from.",
  columns: {
    date: 'DATE',
    publication: 'STRING',
    source: 'STRING',
    medium: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
  },
  meanings: {
    sessions: SESSIONS_OF_BOTH,
    publication: PUBLICATION_OF_PAGE,
  },
  key: ['date', 'publication', 'source', 'medium'],
  nullable: ['publication'],
  since: UA_FIRST_DAY,
  conserves: ['pageviews', 'sessions'],
  input: sql`
    select date, pageviews, sessions
    from (${visits}) as visits
    join (${pagesOfType(paths, 'Release page')}) as release_pages using (pagePath)`,
  sql: sql`
  with visits as (${visits}
  ),
  release_pages as (
    select pagePath, publication
    from (${pages(paths, ees_pub_scrape)}) as pages
    where page_type = 'Release page'
  )
  select date, publication, source, medium, sum(pageviews) as pageviews, sum(sessions) as sessions
  from visits
  join release_pages using (pagePath)
  group by date, publication, source, medium`,
})
