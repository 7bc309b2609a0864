import type { Window } from '../../pipelines/define.ts'
import type { Ga4ReportName } from '../reports.ts'

/** A `runReport` that has been understood and found right. */
export interface Ask {
  readonly report: Ga4ReportName
  /** As asked for, `date` and `dateRange` among them. */
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
  readonly ranges: readonly NamedWindow[]
  readonly orderBys: readonly OrderBy[]
  readonly offset: number
  readonly limit: number
  readonly keepEmptyRows: boolean
  readonly returnPropertyQuota: boolean
  /** As asked for, or the property's. */
  readonly currencyCode: string
}

export interface NamedWindow extends Window {
  readonly name: string
}

export interface OrderBy {
  readonly field: string
  readonly by: 'text' | 'text without case' | 'number'
  readonly descending: boolean
}

/** Appended to the dimensions of a request for several date ranges. */
export const DATE_RANGE = 'dateRange'
