import type { AppTable, Columns } from '../define.ts'
import { ees_publication_summary } from './app/ees_publication_summary.ts'
import { ees_service_summary } from './app/ees_service_summary.ts'

/** The row the dashboard's caches hang on: written last, and only when all that it waits for have one newest day. */
interface CacheKey {
  readonly name: string
  readonly columns: Columns
  readonly promises: readonly AppTable[]
}

interface Pipeline {
  /** Also the name of its folder. */
  readonly name: string
  /** When its daily update starts, in UTC. */
  readonly dailyAt: { readonly hour: number; readonly minute: number }
  readonly cacheKey: CacheKey
}

export const ees: Pipeline = {
  name: 'ees',
  dailyAt: { hour: 6, minute: 0 },
  cacheKey: {
    name: 'ees__last_updated',
    columns: { last_updated: 'TIMESTAMP', latest_data: 'DATE' },
    promises: [ees_publication_summary, ees_service_summary],
  },
}
