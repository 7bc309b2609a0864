import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'

export const ees_ga4_service_summary = rawTable('ees_ga4_service_summary', {
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
