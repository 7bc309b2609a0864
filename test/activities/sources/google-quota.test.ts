import { expect, test } from 'vitest'

import { quotaWait } from '../../../activities/sources/google-quota.ts'

const HOUR = 3_600_000
/** Five in the afternoon in California, in summer. */
const NOW = new Date('2026-07-01T00:00:00Z')

test.for([
  [
    'Exhausted property tokens per day. These quota tokens will return in under 24 hours.',
    7 * HOUR,
  ],
  ['Daily Limit Exceeded. The quota will be reset at midnight Pacific Time (PT).', 7 * HOUR],
  ['Long term load quota exceeded', 7 * HOUR],
  [
    'Exhausted property tokens for a project per hour. These quota tokens will return in under an hour.',
    HOUR,
  ],
  ['Exhausted potentially thresholded requests quota.', HOUR],
  ['Exhausted server errors quota.', HOUR],
  ['Search Analytics load quota exceeded.', HOUR / 4],
  ['Exhausted concurrent requests quota.', undefined],
  ['Search Analytics QPS quota exceeded.', undefined],
] as const)('%s', ([message, wait]) => {
  expect(quotaWait(message, NOW)).toBe(wait)
})

test('the day in California ends later in winter', () => {
  expect(quotaWait('per day', new Date('2026-01-01T00:00:00Z'))).toBe(8 * HOUR)
})
