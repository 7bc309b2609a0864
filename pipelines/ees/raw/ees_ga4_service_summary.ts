import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'
import { SESSIONS_OF_DAY } from '../meanings.ts'

export const ees_ga4_service_summary = rawTable('ees_ga4_service_summary', {
  about:
    'The whole service by day, from GA4: the only numbers of users and sessions in which nobody counts twice.',
  columns: {
    date: 'DATE',
    users: 'INT',
    averageSessionDuration: 'DOUBLE',
    engagedSessions: 'INT',
    screenPageViews: 'INT',
    screenPageViewsPerSession: 'DOUBLE',
    sessions: 'INT',
    userEngagementDuration: 'DOUBLE',
  },
  meanings: {
    users: {
      means:
        'Browsers that were active, by their cookie, each counted once. Not to be summed over days: one that came on two is in both.',
      unit: 'count',
    },
    sessions: SESSIONS_OF_DAY,
  },
  source: {
    kind: 'ga4',
    dimensions: { date: 'date' },
    metrics: {
      users: 'activeUsers',
      averageSessionDuration: 'averageSessionDuration',
      engagedSessions: 'engagedSessions',
      screenPageViews: 'screenPageViews',
      screenPageViewsPerSession: 'screenPageViewsPerSession',
      sessions: 'sessions',
      userEngagementDuration: 'userEngagementDuration',
    },
  },
  coverage: GA4,
})
