import { expect, onTestFinished, test, vi } from 'vitest'

import { googleFailure } from '../../../activities/sources/google-failure.ts'

const ASKED = { doing: 'Reading a table', grant: 'Ask the owner.', settings: 'A_SETTING' }

const ga4Error = (fields: Record<string, unknown>) =>
  Object.assign(new Error('what Google says'), { statusDetails: undefined, ...fields })

const gaxiosError = (status: number, data: unknown, headers = {}) =>
  Object.assign(new Error('what Google says'), {
    config: {},
    status,
    response: { data, headers: new Headers(headers) },
  })

test.for<[string, Error, Record<string, unknown>]>([
  [
    'a permission that mentions a quota project is no quota',
    ga4Error({
      code: 7,
      httpStatusCode: 403,
      reason: 'SERVICE_DISABLED',
      message: 'The API requires a quota project, which is not set by default.',
    }),
    { type: 'Unauthorised', nonRetryable: true },
  ],
  [
    'a quota refused with 403',
    ga4Error({ code: 7, httpStatusCode: 403, reason: 'RATE_LIMIT_EXCEEDED' }),
    { type: 'Quota', nonRetryable: false },
  ],
  [
    'a key that was deleted',
    gaxiosError(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }),
    { type: 'Unauthorised', nonRetryable: true },
  ],
  [
    'a key that was deleted, by way of the GA4 client',
    Object.assign(ga4Error({ code: 3, httpStatusCode: 400 }), {
      cause: gaxiosError(400, { error: 'invalid_grant' }),
    }),
    { type: 'Unauthorised', nonRetryable: true },
  ],
  [
    'a token server that is down',
    gaxiosError(503, ''),
    { type: 'Unavailable', nonRetryable: false },
  ],
  [
    'a request that Google cancelled',
    ga4Error({ code: 9, httpStatusCode: 400 }),
    { type: 'BadRequest', nonRetryable: true },
  ],
  [
    'an answer that cannot be decoded',
    ga4Error({ code: 14 }),
    { type: 'Unavailable', nonRetryable: false },
  ],
  [
    'a wait that ends at a time',
    gaxiosError(429, {}, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }),
    { type: 'Quota', nextRetryDelay: 0 },
  ],
])('%s', ([, error, expected]) => {
  expect(googleFailure(error, ASKED)).toMatchObject(expected)
})

test('an API that is not enabled says where to enable it', () => {
  const error = ga4Error({ code: 7, httpStatusCode: 403, reason: 'SERVICE_DISABLED' })
  expect(String(googleFailure(error, ASKED))).toMatch(/Enable the API/)
})

test('a long message is shortened to one line', () => {
  const error = ga4Error({ code: 13, httpStatusCode: 500, message: 'x\n'.repeat(10_000) })
  const { message } = googleFailure(error, ASKED) as Error
  expect(message.length).toBeLessThan(1000)
  expect(message).not.toContain('\n')
})

test("what is no error of Google's clients stays as it is", () => {
  const error = new TypeError('ours')
  expect(googleFailure(error, ASKED)).toBe(error)
})

test.each([
  ['2026-07-01T05:25:00Z', 'until 07:00 UTC (in 95 minutes)'],
  ['2026-07-01T06:59:30Z', 'until 07:00 UTC (in 1 minute)'],
  ['2026-01-01T20:00:00Z', 'until 08:00 UTC (in 720 minutes)'],
])('a quota of the day that is used up at %s has to be waited for %s', (now, wait) => {
  vi.useFakeTimers({ now: new Date(now) })
  onTestFinished(() => void vi.useRealTimers())
  const error = ga4Error({ code: 8, httpStatusCode: 429, message: 'Exhausted tokens per day.' })
  expect(String(googleFailure(error, ASKED))).toContain(`the step has to wait ${wait}.`)
})

test('a quota that is back in seconds has to be waited for a while', () => {
  const error = ga4Error({
    code: 8,
    httpStatusCode: 429,
    message: 'Exhausted concurrent requests.',
  })
  expect(String(googleFailure(error, ASKED))).toContain('the step has to wait a while.')
})
