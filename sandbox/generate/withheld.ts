import type { Day } from '../../pipelines/define.ts'
import type { Withheld } from '../facts.ts'
import { random } from '../random.ts'
import type { Ga4ReportName } from '../reports.ts'

const OTHER_ROW_DAYS = 0.12
const THRESHOLDED_DAYS = 0.03
const SAMPLED_DAYS = 0.006

/** Whether GA4 folded rare rows of the day into `(other)`. */
export function hasOtherRow(seed: number, day: Day): boolean {
  return random(seed, 'other row', day).next() < OTHER_ROW_DAYS
}

/** What GA4 says it left out of a day's report; reports by page have most of it. */
export function withheldOn(seed: number, report: Ga4ReportName, day: Day): Withheld {
  if (report === 'ees_ga4_hourly' || report === 'ees_ga4_service_summary') return {}
  const draw = random(seed, 'withheld', report, day)
  const thresholded = draw.next() < THRESHOLDED_DAYS && report !== 'ees_ga4_events'
  const sampled = draw.next() < SAMPLED_DAYS && report === 'ees_ga4_events'
  return {
    otherRow: hasOtherRow(seed, day),
    thresholded,
    ...(sampled && { sampledShare: 0.5 + draw.next() * 0.45 }),
  }
}
