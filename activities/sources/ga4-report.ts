import type { protos } from '@google-analytics/data'

import type { Ga4Source, Window } from '../../pipelines/define.ts'
import { declared } from './declared.ts'

type Request = protos.google.analytics.data.v1beta.IRunReportRequest

/**
 * The client decodes a page in one go, at 10 to 30 µs a row, more when the other cores are busy; the loop must not
 * stand still for 1.5 s. A weekday of the largest table is half of this.
 */
export const PAGE_ROWS = 20_000

interface Asked {
  readonly source: Ga4Source
  readonly window: Window
  readonly propertyId: string
}

/** The request for a report, whose pages are asked for by `limit` and `offset`. */
export function ga4Report({ source, window, propertyId }: Asked): Request {
  const dimensions = declared(source.dimensions).map(([, name]) => ({ name }))
  return {
    property: `properties/${propertyId}`,
    dateRanges: [{ startDate: window.from, endDate: window.to }],
    dimensions,
    metrics: declared(source.metrics).map(([, name]) => ({ name })),
    // Without an order that leaves no tie open, a row could be on two pages and another on none.
    orderBys: dimensions.map(({ name }) => ({ dimension: { dimensionName: name } })),
    returnPropertyQuota: true,
  }
}
