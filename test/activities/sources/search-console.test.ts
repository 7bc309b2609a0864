import { setTimeout } from 'node:timers/promises'

import { expect, test, vi } from 'vitest'

import { createLimiter } from '../../../activities/sources/limiter.ts'
import {
  createSearchConsole,
  type SearchConsoleSettings,
} from '../../../activities/sources/search-console.ts'
import { ees_search_console } from '../../../pipelines/ees/raw/ees_search_console.ts'
import { type ApiServer, apiServer, type Asked, type Reply } from '../../support/api-server.ts'
import { failureOf, readPages, rowsOf } from '../../support/read-all.ts'

const SITE = 'https://explore-education-statistics.service.gov.uk/'
const DAY = { from: '2024-08-01', to: '2024-08-01' }
const DAYS = { from: '2024-08-01', to: '2024-08-09' }

const source = ({ url }: ApiServer, settings: Partial<SearchConsoleSettings> = {}) =>
  createSearchConsole({
    siteUrl: SITE,
    endpoint: url,
    limit: createLimiter(),
    pageRows: 10,
    ...settings,
  })

const pagesOf = (server: ApiServer, signal = new AbortController().signal) => {
  const pages = source(server).read(ees_search_console, DAYS, signal)
  return pages[Symbol.asyncIterator]()
}

/** `count` rows for each day, in pages as asked. */
const answers =
  (count: number) =>
  ({ body }: Asked): Reply => {
    const { startDate, startRow, rowLimit } = body as Record<string, string>
    const last = Math.min(count, Number(startRow) + Number(rowLimit))
    const rows = Array.from({ length: Math.max(0, last - Number(startRow)) }, (_, at) => ({
      keys: [startDate, `query ${Number(startRow) + at}`, `${SITE}find-statistics`],
      clicks: 1,
      impressions: 10,
      ctr: 0.1,
      position: 2.5,
    }))
    return { body: { ...(rows.length > 0 && { rows }), responseAggregationType: 'byPage' } }
  }

async function failureWith(reply: (asked: Asked) => Reply) {
  await using server = await apiServer(reply)
  const failure = await failureOf(readPages(source(server).read, ees_search_console, DAY))
  return { failure, requests: server.asked.length }
}

test('a day is read by startRow until a page is short', async () => {
  await using server = await apiServer(answers(23))
  const pages = await readPages(source(server).read, ees_search_console, DAY)
  expect(pages.map(({ frame }) => frame.shape[0])).toEqual([10, 10, 3])
  expect(rowsOf(pages)[11]).toEqual([
    '2024-08-01',
    `${SITE}find-statistics`,
    'query 11',
    1,
    10,
    2.5,
  ])
  expect(server.asked.map(({ body }) => body['startRow'])).toEqual([0, 10, 20])
})

test('what is asked: one day, final data of web searches, dimensions as declared, no credentials', async () => {
  await using server = await apiServer(answers(1))
  await readPages(source(server).read, ees_search_console, DAY)
  const [asked] = server.asked
  expect(decodeURIComponent(asked?.path ?? '')).toContain(`/sites/${SITE}/searchAnalytics/query`)
  expect(asked?.headers).not.toHaveProperty('authorization')
  expect(asked?.body).toEqual({
    startDate: '2024-08-01',
    endDate: '2024-08-01',
    type: 'web',
    dataState: 'final',
    dimensions: ['date', 'query', 'page'],
    rowLimit: 10,
    startRow: 0,
  })
})

test('a day whose last page is full ends with a request for none', async () => {
  await using server = await apiServer(answers(20))
  const pages = await readPages(source(server).read, ees_search_console, DAY)
  expect(pages.map(({ frame }) => frame.shape[0])).toEqual([10, 10])
  expect(server.asked).toHaveLength(3)
})

test('a day without rows is a page without rows', async () => {
  await using server = await apiServer(answers(0))
  const pages = await readPages(source(server).read, ees_search_console, DAY)
  expect(pages.map(({ frame }) => frame.shape)).toEqual([[0, 6]])
  expect(pages[0]?.withheld.truncated).toEqual([])
})

test('days are under way together and come in order', async () => {
  await using server = await apiServer(async (asked) => {
    // The earlier the day, the later its answer.
    await setTimeout(10 * (10 - Number(String(asked.body['startDate']).slice(-2))))
    return answers(3)(asked)
  })
  const pages = await readPages(source(server).read, ees_search_console, DAYS)
  const days = rowsOf(pages).map(([day]) => String(day))
  expect(days).toEqual(days.toSorted())
  expect(new Set(days).size).toBe(9)
  expect(server.mostAtOnce()).toBe(3)
})

test('the limit on requests under way holds for all readings together', async () => {
  await using server = await apiServer(async (asked) => {
    await setTimeout(10)
    return answers(3)(asked)
  })
  const { read } = source(server, { limit: createLimiter(2) })
  await Promise.all([1, 2, 3].map(() => readPages(read, ees_search_console, DAYS)))
  expect(server.mostAtOnce()).toBe(2)
})

test("a day that reaches the API's limit says so, and its neighbours do not", async () => {
  await using server = await apiServer((asked) =>
    answers(asked.body['startDate'] === '2024-08-02' ? 50_000 : 3)(asked),
  )
  const { read } = source(server, { pageRows: 25_000 })
  const pages = await readPages(read, ees_search_console, { from: '2024-08-01', to: '2024-08-03' })
  expect(pages.map(({ withheld }) => withheld.truncated)).toEqual([
    [],
    ["2024-08-02 has reached the API's limit of 50000 rows"],
    ["2024-08-02 has reached the API's limit of 50000 rows"],
    [],
  ])
})

test.for<[string, Reply]>([
  ['a page of HTML', { body: '<html>busy</html>' }],
  ['half an answer', { body: '{"rows":[{"keys":["2024-08-01"' }],
  ['no body', { body: '' }],
  ['an empty object', { body: {} }],
  ['rows that are no list', { body: { responseAggregationType: 'byPage', rows: 'x' } }],
  [
    'more rows than asked for',
    answers(11)({
      body: { startDate: '2024-08-01', startRow: 0, rowLimit: 11 },
    } as unknown as Asked),
  ],
])('%s is a fault that passes, never a day without rows', async ([, reply]) => {
  const { failure, requests } = await failureWith(() => reply)
  expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
  expect(String(failure)).toContain('Reading ees_search_console from Search Console')
  expect(requests).toBe(1)
})

const refusal = (code: number, reason: string, message = 'no'): Reply => ({
  status: code,
  body: { error: { code, message, errors: [{ message, domain: 'global', reason }] } },
})

test.for<[string, Reply, Record<string, unknown>]>([
  ['400', refusal(400, 'invalidParameter'), { type: 'BadRequest', nonRetryable: true }],
  ['401', refusal(401, 'authError'), { type: 'Unauthorised', nonRetryable: true }],
  ['403', refusal(403, 'forbidden'), { type: 'Unauthorised', nonRetryable: true }],
  [
    '403 of a quota',
    refusal(403, 'quotaExceeded', 'Search Analytics load quota exceeded.'),
    { type: 'Quota', nonRetryable: false, nextRetryDelay: 900_000 },
  ],
  ['429', refusal(429, 'rateLimitExceeded'), { type: 'Quota', nonRetryable: false }],
  [
    '429 with a wait',
    { ...refusal(429, 'rateLimitExceeded'), headers: { 'retry-after': '7' } },
    { type: 'Quota', nextRetryDelay: 7000 },
  ],
  ['500', refusal(500, 'backendError'), { type: 'Unavailable', nonRetryable: false }],
  [
    '503 with a wait',
    { ...refusal(503, 'backendError'), headers: { 'retry-after': '5' } },
    { type: 'Unavailable', nextRetryDelay: 5000 },
  ],
  ['502 in HTML', { status: 502, body: '<html>' }, { type: 'Unavailable', nonRetryable: false }],
  ['a broken connection', { fault: 'reset' }, { type: 'Unavailable', nonRetryable: false }],
])('%s: one request, and a failure of its kind', async ([, reply, expected]) => {
  const { failure, requests } = await failureWith(() => reply)
  expect(failure).toMatchObject(expected)
  expect(requests).toBe(1)
})

test('a refusal says what was being read, what Google said and whom to ask for what', async () => {
  const { failure } = await failureWith(() =>
    refusal(403, 'forbidden', 'User does not own the site.'),
  )
  expect(String(failure)).toMatch(
    /Reading .* 2024-08-01, rows from 0: Google answered 403, "User does not own the site\.".* Users and permissions.*SEARCH_CONSOLE_SITE_URL/,
  )
})

test.for(['hang', 'stall'] as const)(
  'a server that %ss is given up after the time-out',
  async (fault) => {
    await using server = await apiServer((asked) => ({ ...answers(5)(asked), fault }))
    const { read } = source(server, { timeoutMs: 200 })
    const failure = await failureOf(readPages(read, ees_search_console, DAY))
    expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
    expect(String(failure)).toContain('did not answer in time')
    await vi.waitFor(() => expect(server.underWay()).toBe(0))
  },
)

test.for(['hang', 'stall'] as const)(
  'a cancelled step ends requests that %s, with the reason',
  async (fault) => {
    await using server = await apiServer((asked) => ({
      ...answers(5)(asked),
      ...(asked.body['startDate'] !== '2024-08-01' && { fault }),
    }))
    const cancel = new AbortController()
    const pages = pagesOf(server, cancel.signal)
    await pages.next()
    await vi.waitFor(() => expect(server.underWay()).toBe(3))
    const reason = new Error('cancelled by a person')
    const next = failureOf(pages.next())
    cancel.abort(reason)
    expect(await next).toBe(reason)
    await vi.waitFor(() => expect(server.underWay()).toBe(0))
  },
)

test('a caller who stops early leaves no request behind', async () => {
  await using server = await apiServer((asked) => ({
    ...answers(5)(asked),
    ...(asked.body['startDate'] !== '2024-08-01' && { fault: 'hang' as const }),
  }))
  const pages = pagesOf(server)
  await pages.next()
  await vi.waitFor(() => expect(server.underWay()).toBe(3))
  await pages.return?.()
  await vi.waitFor(() => expect(server.underWay()).toBe(0))
})

test('a value that is not of its column is final, and names the row', async () => {
  const { failure } = await failureWith(() => ({
    body: {
      rows: [{ keys: ['2024-02-30', 'q', 'p'], clicks: 1, impressions: 1, position: 1 }],
      responseAggregationType: 'byPage',
    },
  }))
  expect(failure).toMatchObject({ type: 'BrokenContract', nonRetryable: true })
  expect(String(failure)).toMatch(/"2024-02-30" as date; wanted is a day/)
})
