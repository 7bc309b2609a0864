import { rawTable } from '../../define.ts'

export const ees_ua_device_browser = rawTable('ees_ua_device_browser', {
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
  source: { kind: 'frozen' },
  key: ['date', 'pagePath', 'deviceCategory', 'browser'],
})
