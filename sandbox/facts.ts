import type { Day } from '../pipelines/define.ts'
import type { ReportName } from './reports.ts'

/** A day's rows of a report, column by column: a row is what stands at the same place in every column. */
export interface DayRows {
  readonly count: number
  /** By the API's name, without `date`. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>
  readonly metrics: Readonly<Record<string, ArrayLike<number>>>
  /** What Google would say it left out; nothing unless said. */
  readonly withheld?: Withheld
}

export interface Withheld {
  /** Rows above the cardinality limit are in `(other)`. */
  readonly otherRow?: boolean
  /** Small numbers were left out. */
  readonly thresholded?: boolean
  /** The share of events that was read, 0 to 1. */
  readonly sampledShare?: number
}

/** Where the servers get their rows from. A day's rows are the same whatever window they are asked for in. */
export interface Facts {
  /** The rows of a day; none where the property has none. */
  rows(report: ReportName, day: Day): Promise<DayRows>
  close(): void
}

/** A day on which nothing was recorded. */
export const noRows: DayRows = { count: 0, dimensions: {}, metrics: {} }
