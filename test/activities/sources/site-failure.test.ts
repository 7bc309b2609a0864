import { expect, it } from 'vitest'

import { noAnswer, refusedStatus } from '../../../activities/sources/site-failure.ts'

const asked = new URL('http://localhost/find-statistics')
const answer = (status: number, retryAfter?: string) =>
  new Response(null, { status, ...(retryAfter && { headers: { 'retry-after': retryAfter } }) })

it.each([
  [400, 'BadRequest', true],
  [401, 'Unauthorised', true],
  [403, 'Unauthorised', true],
  [404, 'NotFound', false],
  [408, 'Unavailable', false],
  [410, 'BadRequest', true],
  [429, 'Quota', false],
  [500, 'Unavailable', false],
  [503, 'Unavailable', false],
])('takes status %i for %s (final: %s)', (status, type, nonRetryable) => {
  expect(refusedStatus(asked, answer(status))).toMatchObject({
    type,
    nonRetryable,
    message: expect.stringContaining(`${asked.href}: the site answered ${status}`),
  })
})

it('passes on the wait that the site states', () => {
  expect(refusedStatus(asked, answer(503, '120')).nextRetryDelay).toBe(120_000)
  expect(refusedStatus(asked, answer(429, '7')).nextRetryDelay).toBe(7000)
  const inAMinute = new Date(Date.now() + 60_000).toUTCString()
  const wait = Number(refusedStatus(asked, answer(503, inAMinute)).nextRetryDelay)
  expect(wait).toBeGreaterThan(50_000)
  expect(wait).toBeLessThanOrEqual(60_000)
})

it('says until when a site that is read too fast is left alone', () => {
  const { message } = refusedStatus(asked, answer(429, '5700'))
  expect(message).toMatch(/the step has to wait until \d\d:\d\d UTC \(in 95 minutes\)\.$/)
})

it.each(['soon', ''])('knows no wait from "%s"', (retryAfter) => {
  expect(refusedStatus(asked, answer(503, retryAfter)).nextRetryDelay).toBeUndefined()
})

it('waits for no day that has gone by', () => {
  const past = new Date(0).toUTCString()
  expect(refusedStatus(asked, answer(503, past)).nextRetryDelay).toBe(0)
})

it('says how long it waited for an answer', () => {
  const timedOut = new DOMException('The operation timed out', 'TimeoutError')
  expect(noAnswer(asked, timedOut, 2500)).toMatchObject({
    type: 'Unavailable',
    nonRetryable: false,
    message: expect.stringContaining('no whole answer within 2.5 s'),
  })
})

it('says why there was no answer', () => {
  const cause = new Error('getaddrinfo ENOTFOUND localhost')
  expect(noAnswer(asked, new TypeError('fetch failed', { cause }), 1)).toMatchObject({
    message: expect.stringContaining('fetch failed (getaddrinfo ENOTFOUND localhost)'),
  })
})
