import type { Day } from '../pipelines/define.ts'
import type { ReportName } from './reports.ts'

/** What can go wrong with an answer of Google's. */
export const faultKinds = [
  'quota', // 429 that states how long to wait
  'internal', // 500
  'unavailable', // 503
  'unauthorised', // 401, an expired token
  'reset', // the connection breaks in the body
  'truncated', // half of the JSON, as if it were all
  'html', // a page of HTML with status 200
  'hang', // no answer, ever
  'stall', // half of the body, and no more of it
  'slow', // a body that comes in drops
  'row-count', // GA4: states one row more than there is
  'unknown-category', // GA4 events: an accordion or a download of a category that nobody knows
  'missing-day', // a day without rows
  'missing-value', // a row that lacks a value
] as const

export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  readonly kind: FaultKind
  /** Requests that meet it. @default 1 */
  readonly times?: number
  /** The raw table whose requests meet it. @default every table that can show the fault */
  readonly table?: ReportName
  /** `quota`: the wait stated. `slow`: how long the body takes. In seconds. @default 1 */
  readonly seconds?: number
  /** `missing-day`: which. @default the last day asked for */
  readonly day?: Day
}

/** The faults still to come, in the order they were asked for. */
export class Faults {
  #coming: { readonly fault: Fault; left: number }[] = []

  /** Makes the next requests meet a fault. */
  add(fault: Fault): void {
    this.#coming.push({ fault, left: fault.times ?? 1 })
  }

  /** Takes back all that has not been met yet. */
  clear(): void {
    this.#coming = []
  }

  /** Those still to come, each with the requests it is left for. */
  get coming(): readonly Fault[] {
    return this.#coming.map(({ fault, left }) => ({ ...fault, times: left }))
  }

  /** The fault that a request meets, which is then used up; `table` is absent where the request names none. */
  take(table?: ReportName): Fault | undefined {
    const next = this.#coming.find(({ fault }) => concerns(fault, table))
    if (!next) return undefined
    next.left -= 1
    if (next.left <= 0) this.#coming = this.#coming.filter((coming) => coming !== next)
    return next.fault
  }
}

function concerns({ kind, table: wanted }: Fault, table: ReportName | undefined): boolean {
  if (wanted !== undefined && wanted !== table) return false
  if (kind === 'unknown-category') return table === 'ees_ga4_events'
  if (kind === 'row-count') return table !== undefined && table !== 'ees_search_console'
  return table !== undefined || !needsRows(kind)
}

/** Whether a fault shows in the rows, so that a request which is refused cannot meet it. */
const needsRows = (kind: FaultKind): boolean => kind === 'missing-day' || kind === 'missing-value'
