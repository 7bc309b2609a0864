import { appTable, expression, sql } from '../../define.ts'
import { UA_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_service_summary } from '../raw/ees_ga4_service_summary.ts'
import { ees_ua_service_summary } from '../raw/ees_ua_service_summary.ts'
import { oneDecimal } from '../rules/one-decimal.ts'
import { SESSIONS_OF_DAY } from '../meanings.ts'

const days = sql`
    select date, pageviews, sessions, avg_session_duration as averageSessionDuration
    from ${ees_ua_service_summary}
    union all
    select date, screenPageViews, sessions, averageSessionDuration
    from ${ees_ga4_service_summary}`

/** The mean of a whole week; the first six days have none. */
const weekly = (column: string) =>
  sql`case when count(*) over week = 7 then avg(${expression(column)}) over week end`

export const ees_service_summary = appTable('ees_service_summary', {
  about: 'The whole service, one row a day: views, sessions and their means over a week.',
  columns: {
    date: 'DATE',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    averageSessionDuration: 'DOUBLE',
    pageviews_avg7: 'DOUBLE',
    sessions_avg7: 'DOUBLE',
    pagesPerSession: 'DOUBLE',
  },
  meanings: {
    sessions: SESSIONS_OF_DAY,
    averageSessionDuration: {
      means:
        "How long a session took on average, to one decimal; on 2023-06-22 the plain mean of Universal Analytics' and GA4's. Not to be summed.",
      unit: 'seconds',
    },
  },
  key: ['date'],
  nullable: ['pageviews_avg7', 'sessions_avg7', 'pagesPerSession'],
  since: UA_FIRST_DAY,
  conserves: ['pageviews', 'sessions'],
  input: days,
  sql: sql`
  with days as (${days}
  ),
  totals as (
    select date, sum(pageviews) as pageviews, sum(sessions) as sessions,
      avg(averageSessionDuration) as averageSessionDuration
    from days
    group by date
  ),
  weeks as (
    select date, pageviews, sessions, averageSessionDuration,
      ${weekly('pageviews')} as pageviews_avg7,
      ${weekly('sessions')} as sessions_avg7
    from totals
    window week as (order by date rows between 6 preceding and current row)
  )
  select date, pageviews, sessions,
    ${oneDecimal('averageSessionDuration')} as averageSessionDuration,
    ${oneDecimal('pageviews_avg7')} as pageviews_avg7,
    ${oneDecimal('sessions_avg7')} as sessions_avg7,
    ${oneDecimal('pageviews / nullif(sessions, 0)')} as pagesPerSession
  from weeks`,
})
