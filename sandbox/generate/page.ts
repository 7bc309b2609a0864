import type { Day } from '../../pipelines/define.ts'
import type { Entry } from './catalogue.ts'

/** A page as the analytics client names it. */
export interface Page extends Entry {
  readonly path: string
  /** Views on an ordinary working day of the whole service. */
  readonly views: number
}

/** The day on which the redesigned release pages went live for all. */
export const REDESIGN: Day = '2026-03-18'
export const BEFORE_REDESIGN: Day = '2026-03-17'

/** A UUID made from a text, for pages that have one in their path. */
export function pathId(draw: { below(limit: number): number }): string {
  const hex = Array.from({ length: 32 }, () => draw.below(16).toString(16)).join('')
  return [8, 12, 16, 20, 32].map((end, at) => hex.slice([0, 8, 12, 16, 20][at], end)).join('-')
}
