import { appTable, sql } from '../../define.ts'
import { GA4_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_time_on_page } from '../raw/ees_ga4_time_on_page.ts'
import { pageType } from '../rules/page-type.ts'
import { ees_session_starts } from './ees_session_starts.ts'

export const ees_service_time_on_page = appTable('ees_service_time_on_page', {
  about: 'Time on the parts of the service by day, with the sessions that began there.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    engagementDuration: 'DOUBLE',
    total_session_starts: 'DOUBLE',
  },
  meanings: {
    total_session_starts: {
      means: 'Sessions that began there, from `ees_session_starts`; NULL where none did.',
      unit: 'count',
    },
  },
  key: ['date', 'page_type'],
  nullable: ['total_session_starts'],
  since: GA4_FIRST_DAY,
  conserves: ['pageviews', 'sessions', 'engagementDuration'],
  input: sql`
    select date, pageviews, sessions, userEngagementDuration as engagementDuration
    from ${ees_ga4_time_on_page}`,
  classifies: ['page_type'],
  sql: sql`
  with visits as (
    select date, ${pageType('pagePath')} as page_type,
      sum(pageviews) as pageviews, sum(sessions) as sessions,
      sum(userEngagementDuration) as engagementDuration
    from ${ees_ga4_time_on_page}
    group by all
  ),
  starts as (
    select date, page_type, sum(eventCount) as total_session_starts
    from ${ees_session_starts}
    group by date, page_type
  )
  select date, page_type, pageviews, sessions, engagementDuration, total_session_starts
  from visits
  left join starts using (date, page_type)`,
})
