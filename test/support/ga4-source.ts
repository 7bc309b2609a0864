import { createGa4, type Ga4Settings } from '../../activities/sources/ga4.ts'
import { createLimiter } from '../../activities/sources/limiter.ts'
import type { Page } from '../../activities/sources/source.ts'
import { ees_ga4_time_on_page } from '../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import type { ApiServer, Asked, Reply } from './api-server.ts'
import { ga4Report, type ReportRow } from './ga4-report.ts'

export const WINDOW = { from: '2024-08-01', to: '2024-08-03' }

/** Rows of `ees_ga4_time_on_page`, over the days of the window. */
export const timeOnPage = (count: number): readonly ReportRow[] =>
  Array.from({ length: count }, (_, at) => ({
    date: `2024080${(at % 3) + 1}`,
    pagePath: `/find-statistics/${String(at).padStart(6, '0')}`,
    screenPageViews: String(at + 1),
    sessions: String(at),
    userEngagementDuration: String(at * 1.5),
  }))

/** The answer to whatever is asked of these rows. */
export const answers =
  (rows: readonly ReportRow[]) =>
  (asked: Asked): Reply => ({ body: ga4Report(asked, rows) })

/** The source that asks this server, ten rows at a time. */
export const ga4 = ({ url }: ApiServer, settings: Partial<Ga4Settings> = {}) =>
  createGa4({ propertyId: '1', endpoint: url, limit: createLimiter(), pageRows: 10, ...settings })

/** The pages of `ees_ga4_time_on_page`, to be taken one by one. */
export const pagesOf = (
  server: ApiServer,
  signal: AbortSignal = new AbortController().signal,
): AsyncIterator<Page> => {
  const pages = ga4(server).read(ees_ga4_time_on_page, WINDOW, signal)
  return pages[Symbol.asyncIterator]()
}
