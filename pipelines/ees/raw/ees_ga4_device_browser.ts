import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'
import { ALL_USERS } from '../meanings.ts'

export const ees_ga4_device_browser = rawTable('ees_ga4_device_browser', {
  about: 'Views, sessions and engagement of each page by day, device and browser, from GA4.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    deviceCategory: 'STRING',
    browser: 'STRING',
    users: 'DOUBLE',
    newUsers: 'DOUBLE',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    userEngagementDuration: 'DOUBLE',
    avgTimeOnPage: 'DOUBLE',
    bounceRate: 'DOUBLE',
  },
  meanings: {
    users: ALL_USERS,
  },
  source: {
    kind: 'ga4',
    dimensions: {
      date: 'date',
      pagePath: 'pagePath',
      deviceCategory: 'deviceCategory',
      browser: 'browser',
    },
    metrics: {
      users: 'totalUsers',
      newUsers: 'newUsers',
      pageviews: 'screenPageViews',
      sessions: 'sessions',
      userEngagementDuration: 'userEngagementDuration',
      bounceRate: 'bounceRate',
    },
    ratios: { avgTimeOnPage: ['userEngagementDuration', 'pageviews'] },
  },
  coverage: GA4,
})
