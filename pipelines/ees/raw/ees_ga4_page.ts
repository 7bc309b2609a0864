import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'

export const ees_ga4_page = rawTable('ees_ga4_page', {
  about: 'Views, sessions and engagement of each page by day, from GA4.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    bounceRate: 'DOUBLE',
    users: 'DOUBLE',
    userEngagementDuration: 'DOUBLE',
    scrolledUsers: 'INT',
  },
  source: {
    kind: 'ga4',
    dimensions: { date: 'date', pagePath: 'pagePath' },
    metrics: {
      pageviews: 'screenPageViews',
      sessions: 'sessions',
      bounceRate: 'bounceRate',
      users: 'activeUsers',
      userEngagementDuration: 'userEngagementDuration',
      scrolledUsers: 'scrolledUsers',
    },
  },
  coverage: GA4,
})
