import { ees_publication_summary } from './app/ees_publication_summary.ts'
import { ees_service_summary } from './app/ees_service_summary.ts'

/** The name of the pipeline, and of its folder. */
export const NAME = 'ees'

/** When the daily update starts: a cron expression, in UTC. */
export const SCHEDULE = '0 6 * * *'

/**
 * The one row the dashboard's caches hang on: written last, and only when the tables it promises all end on
 * `latest_data`.
 */
export const CACHE_KEY = {
  name: 'ees__last_updated',
  about: 'One row: when the tables last changed, and up to which day they reach.',
  columns: { last_updated: 'TIMESTAMP', latest_data: 'DATE' },
  meanings: {
    last_updated: {
      means: "When the tables last changed: the key of the dashboard's caches.",
      unit: 'UTC',
    },
  },
  promises: [ees_publication_summary, ees_service_summary],
} as const
