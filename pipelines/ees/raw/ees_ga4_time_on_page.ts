import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'

export const ees_ga4_time_on_page = rawTable('ees_ga4_time_on_page', {
  about: 'Views, sessions and time on each page by day, from GA4.',
  columns: {
    date: 'DATE',
    pagePath: 'STRING',
    pageviews: 'DOUBLE',
    sessions: 'DOUBLE',
    userEngagementDuration: 'DOUBLE',
  },
  source: {
    kind: 'ga4',
    dimensions: { date: 'date', pagePath: 'pagePath' },
    metrics: {
      pageviews: 'screenPageViews',
      sessions: 'sessions',
      userEngagementDuration: 'userEngagementDuration',
    },
  },
  coverage: GA4,
})
