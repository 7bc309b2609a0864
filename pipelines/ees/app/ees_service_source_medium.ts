import { appTable, sql } from '../../define.ts'
import { UA_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_source_medium } from '../raw/ees_ga4_source_medium.ts'
import { ees_ua_source_medium } from '../raw/ees_ua_source_medium.ts'
import { pageType } from '../rules/page-type.ts'
import { SESSIONS_OF_BOTH } from '../meanings.ts'

export const ees_service_source_medium = appTable('ees_service_source_medium', {
  about:
    'Views and sessions of the parts of the service by day and by where the session came from.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    source: 'STRING',
    medium: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
  },
  meanings: {
    sessions: SESSIONS_OF_BOTH,
  },
  key: ['date', 'page_type', 'source', 'medium'],
  since: UA_FIRST_DAY,
  conserves: ['pageviews', 'sessions'],
  classifies: ['page_type'],
  sql: sql`
  with visits as (
    select date, pagePath, source, medium, pageviews, sessions from ${ees_ua_source_medium}
    union all
    select date, pagePath, sessionSource, sessionMedium, pageviews, sessions from ${ees_ga4_source_medium}
  )
  select date, ${pageType('pagePath')} as page_type, source, medium,
    sum(pageviews) as pageviews, sum(sessions) as sessions
  from visits
  group by all`,
})
