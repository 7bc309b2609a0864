import type { Options } from './options.ts'

/** What a case works with. */
export interface Case extends Options {
  /** For its files; removed at the end. */
  readonly folder: string
  /** Says what goes on. */
  readonly say: (text: string) => void
}

/** Every table is up to date for this day, and no day after it is looked at. */
export const AS_OF = '2026-01-31'

/** The last day of GA4 that is final then. */
export const LAST_DAY = '2026-01-29'

/** Event rows of the sandbox at the live service's rate. */
export const EVENTS_PER_DAY = 7_180
