import { type AppTable, appTable, expression, sql } from '../../define.ts'
import { UA_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_page } from '../raw/ees_ga4_page.ts'
import { ees_pub_scrape } from '../raw/ees_pub_scrape.ts'
import { ees_ua_page } from '../raw/ees_ua_page.ts'
import { pages } from '../rules/pages.ts'
import { isReleasePage } from '../rules/release-page.ts'
import { ees_publication_accordions } from './ees_publication_accordions.ts'
import { ees_publication_downloads } from './ees_publication_downloads.ts'
import { ees_publication_featured_tables } from './ees_publication_featured_tables.ts'
import { ees_publication_search_events } from './ees_publication_search_events.ts'
import { ees_publication_tables_created } from './ees_publication_tables_created.ts'
import { ees_session_starts } from './ees_session_starts.ts'

/** Events by day and publication, as a column of this name. */
const totals = (column: string, table: AppTable, rows = sql``) => sql`
    select date, publication, sum(eventCount) as ${expression(column)}
    from ${table} ${rows}
    group by date, publication`

const onReleasePages = sql`where page_type = 'Release page'`

const views = sql`
    select date, pagePath, pageviews, sessions from ${ees_ua_page}
    union all
    select date, pagePath, pageviews, sessions from ${ees_ga4_page}`

export const ees_publication_summary = appTable('ees_publication_summary', {
  about: 'Every publication on every day: views, sessions and what was done; 0 where nothing was.',
  columns: {
    date: 'DATE',
    publication: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    total_session_starts: 'DOUBLE',
    total_accordion_events: 'DOUBLE',
    total_download_events: 'DOUBLE',
    total_featured_tables: 'DOUBLE',
    total_search_events: 'DOUBLE',
    total_tables_created: 'DOUBLE',
  },
  meanings: {
    publication: {
      means: 'The publication, by its title in title case; retired ones are here too.',
    },
    pageviews: { means: 'How often its release pages were shown.', unit: 'count' },
    sessions: {
      means:
        'Visits. Up to 2023-06-22 each counts where it began, from then on under each release page that it saw, so that one that read three pages counts three times.',
      unit: 'count',
    },
    total_session_starts: {
      means:
        'Sessions that began on its release pages; 0 before 2023-06-22, since Universal Analytics had no such event.',
      unit: 'count',
    },
  },
  key: ['date', 'publication'],
  since: UA_FIRST_DAY,
  input: views,
  watches: {
    'every-publication-every-day': {
      severity: 'stop',
      rows: (built) => sql`
        select date as day, count(*) as count
        from ${built}
        group by date
        having count(*) <> (select count(distinct title_case(title)) from ${ees_pub_scrape})`,
    },
  },
  sql: sql`
  with publications as (
    select distinct title_case(title) as publication from ${ees_pub_scrape}
  ),
  days as (
    select spine.date
    from (select max(date) as newest from (${views}) as views) as views,
      lateral date_spine(date ${UA_FIRST_DAY}, newest) as spine
  ),
  pages as (${pages(sql`select pagePath from ${ees_ua_page} union all select pagePath from ${ees_ga4_page}`, ees_pub_scrape)}
  ),
  visits as (
    select date, publication, sum(pageviews) as pageviews, sum(sessions) as sessions
    from (${views}) as views
    join pages using (pagePath)
    where ${isReleasePage('pagePath')}
    group by date, publication
  ),
  starts as (${totals('total_session_starts', ees_session_starts, onReleasePages)}
  ),
  accordions as (${totals('total_accordion_events', ees_publication_accordions, onReleasePages)}
  ),
  downloads as (${totals('total_download_events', ees_publication_downloads)}
  ),
  featured as (${totals('total_featured_tables', ees_publication_featured_tables)}
  ),
  searches as (${totals('total_search_events', ees_publication_search_events, onReleasePages)}
  ),
  created as (${totals('total_tables_created', ees_publication_tables_created)}
  )
  select date, publication,
    coalesce(pageviews, 0) as pageviews,
    coalesce(sessions, 0) as sessions,
    coalesce(total_session_starts, 0) as total_session_starts,
    coalesce(total_accordion_events, 0) as total_accordion_events,
    coalesce(total_download_events, 0) as total_download_events,
    coalesce(total_featured_tables, 0) as total_featured_tables,
    coalesce(total_search_events, 0) as total_search_events,
    coalesce(total_tables_created, 0) as total_tables_created
  from days
  cross join publications
  left join visits using (date, publication)
  left join starts using (date, publication)
  left join accordions using (date, publication)
  left join downloads using (date, publication)
  left join featured using (date, publication)
  left join searches using (date, publication)
  left join created using (date, publication)`,
})
