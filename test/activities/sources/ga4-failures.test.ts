import { expect, test, vi } from 'vitest'

import type { RawTable } from '../../../pipelines/define.ts'
import { ees_ga4_hourly } from '../../../pipelines/ees/raw/ees_ga4_hourly.ts'
import { ees_ga4_time_on_page } from '../../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import { apiServer, type Asked, type Reply } from '../../support/api-server.ts'
import { ga4Report } from '../../support/ga4-report.ts'
import { answers, ga4, timeOnPage, WINDOW } from '../../support/ga4-source.ts'
import { failureOf, readPages } from '../../support/read-all.ts'

/** What reading fails with, when the server's answer is that. */
async function failureWith(reply: (asked: Asked) => Reply, table: RawTable = ees_ga4_time_on_page) {
  await using server = await apiServer(reply)
  const failure = await failureOf(readPages(ga4(server).read, table, WINDOW))
  return { failure, requests: server.asked.length }
}

test('a value that is not of its column is final, and names the row', async () => {
  const { failure } = await failureWith(
    answers([
      { date: '20240801', hour: '07', sessions: '3' },
      { date: '20240801', hour: '(other)', sessions: '1' },
    ]),
    ees_ga4_hourly,
  )
  expect(failure).toMatchObject({ type: 'BrokenContract', nonRetryable: true })
  expect(String(failure)).toMatch(/"\(other\)" as hour; wanted is a finite number/)
})

const COUNTED = timeOnPage(47)

test.for<[string, (report: Record<string, unknown>, asked: Asked) => unknown, RegExp]>([
  [
    'a short page',
    (r) => ({ ...r, rows: (r['rows'] as unknown[]).slice(1) }),
    /9 rows; wanted are 10/,
  ],
  [
    'a page with too many rows',
    (r) => ({ ...r, rows: [...(r['rows'] as unknown[]), {}] }),
    /11 rows; wanted are 10/,
  ],
  [
    'a row count that changes',
    (r, { number }) => ({ ...r, rowCount: 47 + number }),
    /now has 48 rows in all; wanted are the 47/,
  ],
  ['rows without a row count', (r) => ({ ...r, rowCount: undefined }), /10 rows; wanted are 0/],
  ['an empty object', () => ({}), /no report of GA4/],
])('%s is a fault that passes', async ([, spoil, message]) => {
  const { failure } = await failureWith((asked) => ({
    body: spoil(ga4Report(asked, COUNTED), asked),
  }))
  expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
  expect(String(failure)).toMatch(message)
  expect(String(failure)).toContain(
    'Reading ees_ga4_time_on_page from GA4 property 1, 2024-08-01 to 2024-08-03',
  )
})

test('a field that the answer lacks is final', async () => {
  const { failure } = await failureWith((asked) => ({
    body: { ...ga4Report(asked, COUNTED), metricHeaders: [{ name: 'sessions' }] },
  }))
  expect(failure).toMatchObject({ type: 'BrokenContract', nonRetryable: true })
  expect(String(failure)).toMatch(/no screenPageViews among sessions/)
})

const refusal = (code: number, status: string, more: Readonly<Record<string, unknown>> = {}) => ({
  status: code,
  body: { error: { code, status, message: 'no', ...more } },
})

test.for<[string, Reply, Record<string, unknown>]>([
  ['400', refusal(400, 'INVALID_ARGUMENT'), { type: 'BadRequest', nonRetryable: true }],
  ['401', refusal(401, 'UNAUTHENTICATED'), { type: 'Unauthorised', nonRetryable: true }],
  ['403', refusal(403, 'PERMISSION_DENIED'), { type: 'Unauthorised', nonRetryable: true }],
  ['404', refusal(404, 'NOT_FOUND'), { type: 'BadRequest', nonRetryable: true }],
  [
    '429',
    refusal(429, 'RESOURCE_EXHAUSTED', { message: 'Exhausted concurrent requests quota.' }),
    { type: 'Quota', nonRetryable: false },
  ],
  [
    '429 with a wait',
    refusal(429, 'RESOURCE_EXHAUSTED', {
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.5s' }],
    }),
    { type: 'Quota', nextRetryDelay: 3500 },
  ],
  [
    '429 by the hour',
    refusal(429, 'RESOURCE_EXHAUSTED', {
      message:
        'Exhausted property tokens for a project per hour. These quota tokens will return in under an hour.',
    }),
    { type: 'Quota', nextRetryDelay: 3_600_000 },
  ],
  ['500', refusal(500, 'INTERNAL'), { type: 'Unavailable', nonRetryable: false }],
  ['502 in HTML', { status: 502, body: '<html>' }, { type: 'Unavailable', nonRetryable: false }],
  ['503', refusal(503, 'UNAVAILABLE'), { type: 'Unavailable', nonRetryable: false }],
  ['a page of HTML', { body: '<html>' }, { type: 'Unavailable', nonRetryable: false }],
  [
    'half an answer',
    { body: '{"kind":"analyticsData#runReport","rows":[{"dim' },
    { type: 'Unavailable', nonRetryable: false },
  ],
  ['no body', { status: 204 }, { type: 'Unavailable', nonRetryable: false }],
  ['a broken connection', { fault: 'reset' }, { type: 'Unavailable', nonRetryable: false }],
])('%s: one request, and a failure of its kind', async ([, reply, expected]) => {
  const { failure, requests } = await failureWith(() => reply)
  expect(failure).toMatchObject(expected)
  expect(requests).toBe(1)
})

test('a refusal says what was being read, what Google said and whom to ask for what', async () => {
  const { failure } = await failureWith(() =>
    refusal(403, 'PERMISSION_DENIED', { message: 'User does not have sufficient permissions.' }),
  )
  expect(String(failure)).toMatch(
    /Reading ees_ga4_time_on_page .* rows from 0: Google answered 403, "User does not have sufficient permissions\.".* Viewer .*GA4_PROPERTY_ID/,
  )
})

test('a server that is not there is a fault that passes', async () => {
  const server = await apiServer(() => ({}))
  await server[Symbol.asyncDispose]()
  const failure = await failureOf(readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW))
  expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
  expect(String(failure)).toContain('GA4_API_ENDPOINT')
})

test.for(['hang', 'stall'] as const)(
  'a server that %ss is given up after the time-out',
  async (fault) => {
    await using server = await apiServer((asked) => ({ body: ga4Report(asked, COUNTED), fault }))
    const { read } = ga4(server, { timeoutMs: 200 })
    const failure = await failureOf(readPages(read, ees_ga4_time_on_page, WINDOW))
    expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
    expect(String(failure)).toContain('did not answer in time')
    await vi.waitFor(() => expect(server.underWay()).toBe(0))
  },
)
