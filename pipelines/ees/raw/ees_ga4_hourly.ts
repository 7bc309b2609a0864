import { rawTable } from '../../define.ts'
import { GA4 } from '../coverage.ts'

export const ees_ga4_hourly = rawTable('ees_ga4_hourly', {
  about: 'Sessions of the whole service by day and hour, from GA4.',
  columns: { date: 'DATE', hour: 'DOUBLE', sessions: 'DOUBLE' },
  source: {
    kind: 'ga4',
    dimensions: { date: 'date', hour: 'hour' },
    metrics: { sessions: 'sessions' },
  },
  coverage: GA4,
})
