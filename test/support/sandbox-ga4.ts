import { BetaAnalyticsDataClient } from '@google-analytics/data'
import { PassThroughClient } from 'google-auth-library'

import type { Sandbox } from '../../sandbox/sandbox.ts'

/** The client of Google Analytics, asking a sandbox. Close it at the end. */
export function clientFor({ ga4Url }: Sandbox): BetaAnalyticsDataClient {
  const { hostname, port } = new URL(ga4Url)
  return new BetaAnalyticsDataClient({
    apiEndpoint: hostname,
    port: Number(port),
    protocol: 'http',
    fallback: true,
    authClient: new PassThroughClient(),
  })
}

export type ReportRequest = Parameters<BetaAnalyticsDataClient['runReport']>[0]

export const named = (...names: string[]) => names.map((name) => ({ name }))

/** Views by page of the first week of June 2024, with changes. */
export const pagesOf = ({ propertyId }: Sandbox, more: object = {}): ReportRequest & object => ({
  property: `properties/${propertyId}`,
  dimensions: named('date', 'pagePath'),
  metrics: named('screenPageViews'),
  dateRanges: [{ startDate: '2024-06-01', endDate: '2024-06-07' }],
  ...more,
})

export const EVENT_FIELDS = [
  'date',
  'pagePath',
  'eventName',
  'customEvent:event_label',
  'customEvent:event_category',
]

/** Events of the same week. */
export const eventsOf = (sandbox: Sandbox, more: object = {}): ReportRequest & object =>
  pagesOf(sandbox, {
    dimensions: named(...EVENT_FIELDS),
    metrics: named('eventCount'),
    ...more,
  })

/** A report's rows, each as one text of its dimensions. */
export async function textsOf(
  client: BetaAnalyticsDataClient,
  request: ReportRequest,
): Promise<string[]> {
  const [{ rows }] = await client.runReport(request)
  return (rows ?? []).map(({ dimensionValues }) =>
    (dimensionValues ?? []).map(({ value }) => value).join('\u0000'),
  )
}
