import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createGa4 } from '../../../activities/sources/ga4.ts'
import { createLimiter } from '../../../activities/sources/limiter.ts'
import { createSearchConsole } from '../../../activities/sources/search-console.ts'
import type { RawTable } from '../../../pipelines/define.ts'
import { ees_ga4_device_browser } from '../../../pipelines/ees/raw/ees_ga4_device_browser.ts'
import { ees_ga4_events } from '../../../pipelines/ees/raw/ees_ga4_events.ts'
import { ees_ga4_hourly } from '../../../pipelines/ees/raw/ees_ga4_hourly.ts'
import { ees_ga4_page } from '../../../pipelines/ees/raw/ees_ga4_page.ts'
import { ees_ga4_service_summary } from '../../../pipelines/ees/raw/ees_ga4_service_summary.ts'
import { ees_ga4_source_medium } from '../../../pipelines/ees/raw/ees_ga4_source_medium.ts'
import { ees_ga4_time_on_page } from '../../../pipelines/ees/raw/ees_ga4_time_on_page.ts'
import { ees_search_console } from '../../../pipelines/ees/raw/ees_search_console.ts'
import type { Fault } from '../../../sandbox/faults.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'
import { failureOf, readPages, rowsOf } from '../../support/read-all.ts'

const GA4_TABLES: readonly RawTable[] = [
  ees_ga4_device_browser,
  ees_ga4_events,
  ees_ga4_hourly,
  ees_ga4_page,
  ees_ga4_service_summary,
  ees_ga4_source_medium,
  ees_ga4_time_on_page,
]

const WINDOW = { from: '2024-08-01', to: '2024-08-03' }

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ scale: 0.02 })
})

beforeEach(() => sandbox.faults.clear())

afterAll(() => sandbox.close())

function reader({ source: { kind } }: RawTable, pageRows: number, timeoutMs = 60_000) {
  const shared = { limit: createLimiter(), pageRows, timeoutMs }
  return kind === 'ga4'
    ? createGa4({ propertyId: sandbox.propertyId, endpoint: sandbox.ga4Url, ...shared })
    : createSearchConsole({
        siteUrl: sandbox.searchConsoleSite,
        endpoint: sandbox.searchConsoleUrl,
        ...shared,
      })
}

const withName = (tables: readonly RawTable[]) =>
  tables.map((table) => [table.name, table] as const)

test.for(withName([...GA4_TABLES, ees_search_console]))(
  '%s: small pages give the rows of one large page, each once',
  async ([, table]) => {
    const whole = rowsOf(await readPages(reader(table, 25_000).read, table, WINDOW))
    const pageRows = Math.max(2, Math.ceil(whole.length / 7))
    const paged = rowsOf(await readPages(reader(table, pageRows).read, table, WINDOW))
    const keys = Object.keys(table.columns).flatMap((column, at) =>
      table.key.includes(column) ? [at] : [],
    )
    const keyed = new Set(paged.map((row) => JSON.stringify(keys.map((at) => row[at]))))
    expect(paged.length).toBeGreaterThan(2)
    expect(keyed.size).toBe(paged.length)
    const text = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(text(paged)).toEqual(text(whole))
    expect(paged.flat()).not.toContain(null)
  },
)

test.for<[Fault['kind'], Record<string, unknown>]>([
  ['quota', { type: 'Quota', nonRetryable: false, nextRetryDelay: 1000 }],
  ['internal', { type: 'Unavailable', nonRetryable: false }],
  ['unavailable', { type: 'Unavailable', nonRetryable: false }],
  ['unauthorised', { type: 'Unauthorised', nonRetryable: true }],
  ['reset', { type: 'Unavailable', nonRetryable: false }],
  ['truncated', { type: 'Unavailable', nonRetryable: false }],
  ['html', { type: 'Unavailable', nonRetryable: false }],
  ['hang', { type: 'Unavailable', nonRetryable: false }],
  ['stall', { type: 'Unavailable', nonRetryable: false }],
])(
  '%s: a failure of its kind from either API, and rows from the next try',
  async ([kind, expected]) => {
    for (const table of [ees_ga4_events, ees_search_console]) {
      const { read } = reader(table, 25_000, 2000)
      const day = { from: '2024-08-01', to: '2024-08-01' }
      sandbox.faults.add({ kind, table: table.name as NonNullable<Fault['table']> })
      expect(await failureOf(readPages(read, table, day))).toMatchObject(expected)
      expect(rowsOf(await readPages(read, table, day)).length).toBeGreaterThan(0)
    }
  },
)

test('a row count that is not met is a fault that passes', async () => {
  sandbox.faults.add({ kind: 'row-count', table: 'ees_ga4_events' })
  const failure = await failureOf(
    readPages(reader(ees_ga4_events, 25_000).read, ees_ga4_events, WINDOW),
  )
  expect(failure).toMatchObject({ type: 'Unavailable', nonRetryable: false })
})

test.for(withName([ees_ga4_events, ees_search_console]))(
  '%s: a row that lacks a value keeps its place, with NULL',
  async ([, table]) => {
    sandbox.faults.add({ kind: 'missing-value', table: table.name as NonNullable<Fault['table']> })
    const { read } = reader(table, 25_000)
    const spoilt = rowsOf(await readPages(read, table, WINDOW))
    expect(spoilt.flat()).toContain(null)
    expect(spoilt).toHaveLength(rowsOf(await readPages(read, table, WINDOW)).length)
  },
)

test('the quota left is told, and becomes less', async () => {
  const { read } = reader(ees_ga4_events, 25_000)
  const [one] = await readPages(read, ees_ga4_events, WINDOW)
  const [two] = await readPages(read, ees_ga4_events, WINDOW)
  const left = two?.quota?.tokensLeftToday ?? 0
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(one?.quota?.tokensLeftToday ?? 0)
})

test('another property and another site are refused for good, with what to ask for', async () => {
  const limit = createLimiter()
  const ga4 = createGa4({ propertyId: '1', endpoint: sandbox.ga4Url, limit })
  const search = createSearchConsole({
    siteUrl: 'https://x/',
    endpoint: sandbox.searchConsoleUrl,
    limit,
  })
  const failures = [
    await failureOf(readPages(ga4.read, ees_ga4_page, WINDOW)),
    await failureOf(readPages(search.read, ees_search_console, WINDOW)),
  ]
  for (const failure of failures)
    expect(failure).toMatchObject({ type: 'Unauthorised', nonRetryable: true })
})

test('a field that the API does not know is a bad request, for good', async () => {
  const source = {
    kind: 'ga4',
    dimensions: { date: 'date' },
    metrics: { sessions: 'session' },
  } as const
  const table = {
    ...ees_ga4_hourly,
    columns: { date: 'DATE', sessions: 'DOUBLE' } as const,
    source,
  }
  const failure = await failureOf(readPages(reader(table, 100).read, table, WINDOW))
  expect(failure).toMatchObject({ type: 'BadRequest', nonRetryable: true })
  expect(String(failure)).toContain('session')
})
