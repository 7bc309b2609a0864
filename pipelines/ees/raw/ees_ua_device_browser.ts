import { rawTable } from '../../define.ts'
import { UA_BOUNCE_RATE, UA_SESSIONS, UA_TIME_ON_PAGE } from '../meanings.ts'

export const ees_ua_device_browser = rawTable('ees_ua_device_browser', {
  about: 'Views and sessions of each page by day, device and browser, from Universal Analytics.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    deviceCategory: 'STRING',
    browser: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    avgTimeOnPage: 'DOUBLE',
    bounceRate: 'DOUBLE',
  },
  meanings: {
    sessions: UA_SESSIONS,
    avgTimeOnPage: UA_TIME_ON_PAGE,
    bounceRate: UA_BOUNCE_RATE,
  },
  source: { kind: 'frozen' },
  key: ['date', 'pagePath', 'deviceCategory', 'browser'],
})
