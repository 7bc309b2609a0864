import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'
import { ALL_USERS } from '../meanings.ts'

export const ees_ga4_source_medium = rawTable('ees_ga4_source_medium', {
  about:
    'Views, sessions and engagement of each page by day and by where the session came from, from GA4.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    sessionSource: 'STRING',
    sessionMedium: 'STRING',
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
      sessionSource: 'sessionSource',
      sessionMedium: 'sessionMedium',
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
