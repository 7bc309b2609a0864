import { appTable, sql } from '../../define.ts'
import { UA_FIRST_DAY } from '../coverage.ts'
import { ees_ga4_device_browser } from '../raw/ees_ga4_device_browser.ts'
import { ees_ua_device_browser } from '../raw/ees_ua_device_browser.ts'
import { pageType } from '../rules/page-type.ts'
import { SESSIONS_OF_BOTH } from '../meanings.ts'

export const ees_service_device_browser = appTable('ees_service_device_browser', {
  about: 'Views and sessions of the parts of the service by day, device and browser.',
  columns: {
    date: 'DATE',
    page_type: 'STRING',
    device: 'STRING',
    browser: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
  },
  meanings: {
    sessions: SESSIONS_OF_BOTH,
  },
  key: ['date', 'page_type', 'device', 'browser'],
  since: UA_FIRST_DAY,
  conserves: ['pageviews', 'sessions'],
  classifies: ['page_type'],
  sql: sql`
  with visits as (
    select date, pagePath, deviceCategory as device, browser, pageviews, sessions from ${ees_ua_device_browser}
    union all
    select date, pagePath, deviceCategory, browser, pageviews, sessions from ${ees_ga4_device_browser}
  )
  select date, ${pageType('pagePath')} as page_type, device, browser,
    sum(pageviews) as pageviews, sum(sessions) as sessions
  from visits
  group by all`,
})
