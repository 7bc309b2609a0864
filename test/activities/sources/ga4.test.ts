import { setImmediate, setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { afterEach, expect, test, vi } from 'vitest'

import { createGa4, type Ga4Settings } from '../../../activities/sources/ga4.ts'
import { createLimiter } from '../../../activities/sources/limiter.ts'
import type { RawTable } from '../../../pipelines/define.ts'
import { ees_ga4_device_browser } from '../../../pipelines/ees/raw/ees_ga4_device_browser.ts'
import { ees_ga4_hourly } from '../../../pipelines/ees/raw/ees_ga4_hourly.ts'
import { ees_ga4_page } from '../../../pipelines/ees/raw/ees_ga4_page.ts'
import { ees_ga4_time_on_page } from '../../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import { type ApiServer, apiServer, type Asked, type Reply } from '../../support/api-server.ts'
import { ga4Report, type ReportRow } from '../../support/ga4-report.ts'
import { failureOf, readPages, rowsOf } from '../../support/read-all.ts'

const WINDOW = { from: '2024-08-01', to: '2024-08-03' }

const timeOnPage = (count: number): readonly ReportRow[] =>
  Array.from({ length: count }, (_, at) => ({
    date: `2024080${(at % 3) + 1}`,
    pagePath: `/find-statistics/${String(at).padStart(6, '0')}`,
    screenPageViews: String(at + 1),
    sessions: String(at),
    userEngagementDuration: String(at * 1.5),
  }))

const ga4 = ({ url }: ApiServer, settings: Partial<Ga4Settings> = {}) =>
  createGa4({ propertyId: '1', endpoint: url, limit: createLimiter(), pageRows: 10, ...settings })

const answers = (rows: readonly ReportRow[]) => (asked: Asked) => ({ body: ga4Report(asked, rows) })

const reading = (server: ApiServer, signal = new AbortController().signal) =>
  ga4(server).read(ees_ga4_time_on_page, WINDOW, signal)[Symbol.asyncIterator]()

/** What reading fails with, when the server's answer is that. */
async function failureWith(reply: (asked: Asked) => Reply, table: RawTable = ees_ga4_time_on_page) {
  await using server = await apiServer(reply)
  const failure = await failureOf(readPages(ga4(server).read, table, WINDOW))
  return { failure, requests: server.asked.length }
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('every row of every page comes once, though the server orders only what it is asked to', async () => {
  const rows = timeOnPage(47)
  await using server = await apiServer(answers(rows))
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(pages.map(({ frame }) => frame.shape[0])).toEqual([10, 10, 10, 10, 7])
  const expected = rows.map((row) => [
    `2024-08-0${row['date']?.at(-1)}`,
    row['pagePath'],
    Number(row['screenPageViews']),
    Number(row['sessions']),
    Number(row['userEngagementDuration']),
  ])
  expect(rowsOf(pages)).toEqual(expected.sort())
})

test('a frame has the columns of the table in order, typed as declared', async () => {
  await using server = await apiServer(answers(timeOnPage(3)))
  const [page] = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(page?.frame.columns).toEqual(Object.keys(ees_ga4_time_on_page.columns))
  expect(page?.frame.dtypes).toEqual(['string', 'string', 'float32', 'float32', 'float32'])
})

test('what is asked: all dimensions in the order, the whole window, the quota, no credentials', async () => {
  await using server = await apiServer(answers(timeOnPage(3)))
  await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  const [asked] = server.asked
  expect(asked?.path).toMatch(/^\/v1beta\/properties\/1:runReport/)
  expect(asked?.headers).not.toHaveProperty('authorization')
  expect(asked?.body).toMatchObject({
    dateRanges: [{ startDate: '2024-08-01', endDate: '2024-08-03' }],
    dimensions: [{ name: 'date' }, { name: 'pagePath' }],
    metrics: [
      { name: 'screenPageViews' },
      { name: 'sessions' },
      { name: 'userEngagementDuration' },
    ],
    orderBys: [
      { dimension: { dimensionName: 'date' } },
      { dimension: { dimensionName: 'pagePath' } },
    ],
    limit: '10',
    returnPropertyQuota: true,
  })
})

test('a window without rows is one page without rows, with its columns and reason', async () => {
  await using server = await apiServer((asked) => {
    const { rows: _, ...report } = ga4Report(asked, [])
    return { body: { ...report, metadata: { emptyReason: 'NO_DATA_IN_RANGE' } } }
  })
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(pages).toHaveLength(1)
  expect(pages[0]?.frame.shape).toEqual([0, 5])
  expect(rowsOf(pages)).toEqual([])
  expect(pages[0]?.withheld.truncated).toEqual(['NO_DATA_IN_RANGE'])
})

test('a ratio is worked out, and 0 where the divisor is 0', async () => {
  const row = { date: '20240801', deviceCategory: 'mobile', browser: 'Safari', bounceRate: '0.5' }
  const counts = { totalUsers: '1', newUsers: '1', sessions: '1', userEngagementDuration: '30' }
  await using server = await apiServer(
    answers([
      { ...row, ...counts, pagePath: '/a', screenPageViews: '4' },
      { ...row, ...counts, pagePath: '/b', screenPageViews: '0' },
    ]),
  )
  const pages = await readPages(ga4(server).read, ees_ga4_device_browser, WINDOW)
  const at = Object.keys(ees_ga4_device_browser.columns).indexOf('avgTimeOnPage')
  expect(rowsOf(pages).map((cells) => cells[at])).toEqual([7.5, 0])
})

test('a missing value stays NULL, for the checks to name its row', async () => {
  await using server = await apiServer(
    answers([
      { date: '20240801', pagePath: '/a', screenPageViews: '4', userEngagementDuration: '1' },
    ]),
  )
  const pages = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(rowsOf(pages)).toEqual([['2024-08-01', '/a', 4, null, 1]])
})

test('each flag of the answer is handed on, and the quota', async () => {
  await using server = await apiServer((asked) => ({
    body: {
      ...ga4Report(asked, timeOnPage(3)),
      metadata: {
        dataLossFromOtherRow: true,
        subjectToThresholding: true,
        samplingMetadatas: [{ samplesReadCount: '250', samplingSpaceSize: '1000' }],
        dataTruncationReasons: [{ dataTruncationType: 3, dataTruncationMessage: 'cut' }],
      },
      propertyQuota: {
        tokensPerDay: { consumed: 5, remaining: 199_995 },
        tokensPerHour: { consumed: 5, remaining: 39_995 },
      },
    },
  }))
  const [page] = await readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)
  expect(page?.withheld).toEqual({
    otherRow: true,
    thresholded: true,
    sampledShare: 0.25,
    truncated: ['DATA_TRUNCATION_TYPE_DV360: cut'],
  })
  expect(page?.quota).toEqual({ tokensLeftToday: 199_995, tokensLeftThisHour: 39_995 })
})

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

const refusal = (code: number, status: string, message: string, details: unknown[] = []) => ({
  status: code,
  body: { error: { code, status, message, details } },
})

test.for<[string, Reply, Record<string, unknown>]>([
  [
    '400',
    refusal(400, 'INVALID_ARGUMENT', 'no field x'),
    { type: 'BadRequest', nonRetryable: true },
  ],
  ['401', refusal(401, 'UNAUTHENTICATED', 'no'), { type: 'Unauthorised', nonRetryable: true }],
  ['403', refusal(403, 'PERMISSION_DENIED', 'no'), { type: 'Unauthorised', nonRetryable: true }],
  ['404', refusal(404, 'NOT_FOUND', 'no'), { type: 'BadRequest', nonRetryable: true }],
  [
    '429',
    refusal(429, 'RESOURCE_EXHAUSTED', 'Exhausted concurrent requests quota.'),
    { type: 'Quota', nonRetryable: false },
  ],
  [
    '429 with a wait',
    refusal(429, 'RESOURCE_EXHAUSTED', 'x', [
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.5s' },
    ]),
    { type: 'Quota', nextRetryDelay: 3500 },
  ],
  [
    '429 by the hour',
    refusal(
      429,
      'RESOURCE_EXHAUSTED',
      'Exhausted property tokens for a project per hour. These quota tokens will return in under an hour.',
    ),
    { type: 'Quota', nextRetryDelay: 3_600_000 },
  ],
  ['500', refusal(500, 'INTERNAL', 'x'), { type: 'Unavailable', nonRetryable: false }],
  ['502 in HTML', { status: 502, body: '<html>' }, { type: 'Unavailable', nonRetryable: false }],
  ['503', refusal(503, 'UNAVAILABLE', 'x'), { type: 'Unavailable', nonRetryable: false }],
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
    refusal(403, 'PERMISSION_DENIED', 'User does not have sufficient permissions.'),
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

test.for(['hang', 'stall'] as const)(
  'a cancelled step ends a request that %ss, with the reason',
  async (fault) => {
    await using server = await apiServer((asked) => ({
      body: ga4Report(asked, COUNTED),
      ...(asked.number === 1 && { fault }),
    }))
    const cancel = new AbortController()
    const pages = reading(server, cancel.signal)
    await pages.next()
    const reason = new Error('cancelled by a person')
    const next = failureOf(pages.next())
    await vi.waitFor(() => expect(server.asked).toHaveLength(2))
    cancel.abort(reason)
    expect(await next).toBe(reason)
    await vi.waitFor(() => expect(server.underWay()).toBe(0))
  },
)

test('a caller who stops early leaves no request behind', async () => {
  await using server = await apiServer((asked) => ({
    body: ga4Report(asked, COUNTED),
    ...(asked.number === 1 && { fault: 'hang' as const }),
  }))
  const pages = reading(server)
  await pages.next()
  await vi.waitFor(() => expect(server.underWay()).toBe(1))
  await pages.return?.()
  await vi.waitFor(() => expect(server.underWay()).toBe(0))
  expect(server.asked).toHaveLength(2)
})

test('a caller who stops before the next request is sent ends nothing but the reading', async () => {
  await using server = await apiServer(answers(COUNTED))
  const pages = reading(server)
  await pages.next()
  await pages.return?.()
  await setTimeout(50)
  expect(server.asked).toHaveLength(1)
})

test('the next page is asked for while the caller works on one, and none beyond it', async () => {
  await using server = await apiServer(answers(COUNTED))
  const pages = reading(server)
  await pages.next()
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  await setTimeout(50)
  expect(server.asked).toHaveLength(2)
  await pages.return?.()
})

test('a page ahead that fails while the caller works ends nothing but the reading', async () => {
  await using server = await apiServer((asked) =>
    asked.number === 0 ? { body: ga4Report(asked, COUNTED) } : { status: 500, body: '{}' },
  )
  const pages = reading(server)
  await pages.next()
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  await setTimeout(50)
  expect(await failureOf(pages.next())).toMatchObject({ type: 'Unavailable' })
})

test('all readings together keep to the limit on requests under way', async () => {
  await using server = await apiServer(async (asked) => {
    await setTimeout(20)
    return { body: ga4Report(asked, COUNTED) }
  })
  const limit = createLimiter(2)
  const readings = Array.from({ length: 6 }, () =>
    readPages(ga4(server, { limit }).read, ees_ga4_time_on_page, WINDOW),
  )
  for (const pages of await Promise.all(readings)) expect(rowsOf(pages)).toHaveLength(47)
  expect(server.mostAtOnce()).toBe(2)
})

test('pages that arrive together are decoded with a turn of the event loop between them', async () => {
  const arrived = Promise.withResolvers<void>()
  await using server = await apiServer(async (asked) => {
    if (asked.number === 3) arrived.resolve()
    await arrived.promise
    return { body: ga4Report(asked, timeOnPage(5)) }
  })
  let turn = 0
  const turns: number[] = []
  const parse = JSON.parse
  vi.spyOn(JSON, 'parse').mockImplementation((text, reviver) => {
    if (String(text).includes('analyticsData#runReport')) turns.push(turn)
    return parse(text, reviver)
  })
  const readings = Promise.all(
    Array.from({ length: 4 }, () => readPages(ga4(server).read, ees_ga4_time_on_page, WINDOW)),
  )
  const reading = { goesOn: true }
  const done = readings.finally(() => (reading.goesOn = false))
  while (reading.goesOn) {
    await setImmediate()
    turn += 1
  }
  await done
  expect(turns).toHaveLength(4)
  expect(new Set(turns).size).toBe(4)
})

test('pages that were handed over are not kept in memory', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const heldMb = () => {
    collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const rows = timeOnPage(5000)
  // An answer of five thousand rows takes some 5 MB while it is decoded.
  await using server = await apiServer((asked) => {
    const report = ga4Report({ ...asked, body: { ...asked.body, offset: '0' } }, rows)
    return { body: JSON.stringify({ ...report, rowCount: 40_000 }) }
  })
  const held: number[] = []
  for await (const _ of ga4(server, { pageRows: 5000 }).read(
    ees_ga4_time_on_page,
    WINDOW,
    new AbortController().signal,
  ))
    held.push(heldMb())
  expect(held).toHaveLength(8)
  expect((held.at(-2) ?? 0) - (held[1] ?? 0)).toBeLessThan(15)
})

test('a table of another source is refused', async () => {
  await using server = await apiServer(() => ({}))
  const table = { ...ees_ga4_page, source: { kind: 'frozen' as const } }
  expect(await failureOf(readPages(ga4(server).read, table, WINDOW))).toMatchObject({
    type: 'BadInput',
    nonRetryable: true,
  })
})
