import { BetaAnalyticsDataClient } from '@google-analytics/data'
import { PassThroughClient } from 'google-auth-library'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { UNKNOWN_CATEGORY } from '../../../sandbox/ga4/distort.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'

let sandbox: Sandbox
let client: BetaAnalyticsDataClient

beforeAll(async () => {
  sandbox = await startSandbox({ scale: 0.05, to: '2024-12-31' })
  client = clientFor(sandbox)
})

afterAll(async () => {
  await client.close()
  await sandbox.close()
})

function clientFor({ ga4Url }: Sandbox): BetaAnalyticsDataClient {
  const { hostname, port } = new URL(ga4Url)
  return new BetaAnalyticsDataClient({
    apiEndpoint: hostname,
    port: Number(port),
    protocol: 'http',
    fallback: true,
    authClient: new PassThroughClient(),
  })
}

const EVENT_FIELDS = [
  'date',
  'pagePath',
  'eventName',
  'customEvent:event_label',
  'customEvent:event_category',
]

const named = (...names: string[]) => names.map((name) => ({ name }))
const june = { startDate: '2024-06-01', endDate: '2024-06-07' }
const property = () => `properties/${sandbox.propertyId}`
const totalOrder = EVENT_FIELDS.map((dimensionName) => ({ dimension: { dimensionName } }))

const events = (more: object = {}) => ({
  property: property(),
  dimensions: named(...EVENT_FIELDS),
  metrics: named('eventCount'),
  dateRanges: [june],
  ...more,
})

const pages = (more: object = {}) => ({
  property: property(),
  dimensions: named('date', 'pagePath'),
  metrics: named('screenPageViews'),
  dateRanges: [june],
  ...more,
})

type Request = Parameters<BetaAnalyticsDataClient['runReport']>[0]

const run = async (request: Request) => (await client.runReport(request))[0]
const texts = async (request: Request) =>
  ((await run(request)).rows ?? []).map(({ dimensionValues }) =>
    (dimensionValues ?? []).map(({ value }) => value).join('\u0000'),
  )

describe('a report', () => {
  it('has headers, rows, a count, metadata and its kind', async () => {
    const report = await run(pages({ limit: 3 }))
    expect(report.dimensionHeaders).toEqual(named('date', 'pagePath'))
    expect(report.metricHeaders).toEqual([{ name: 'screenPageViews', type: 'TYPE_INTEGER' }])
    expect(report.rows).toHaveLength(3)
    expect(report.rowCount).toBeGreaterThan(100)
    expect(report.metadata).toMatchObject({ currencyCode: 'GBP', timeZone: 'Europe/London' })
    expect(report.kind).toBe('analyticsData#runReport')
    expect(report.propertyQuota).toBeNull()
  })

  it('pages without losing or doubling a row where the order is total', async () => {
    const whole = await texts(events({ orderBys: totalOrder, limit: 250_000 }))
    const paged: string[] = []
    for (let offset = 0; offset < whole.length; offset += 700)
      paged.push(...(await texts(events({ orderBys: totalOrder, limit: 700, offset }))))
    expect(paged).toEqual(whole)
    expect(new Set(whole).size).toBe(whole.length)
  })

  it('comes in another order each time where none is asked for, with the same rows', async () => {
    const [one, other] = [
      await texts(events({ limit: 250_000 })),
      await texts(events({ limit: 250_000 })),
    ]
    expect(one).not.toEqual(other)
    expect(one.toSorted()).toEqual(other.toSorted())
  })

  it('loses rows of a reader who pages without a total order', async () => {
    const orderBys = [{ dimension: { dimensionName: 'date' } }]
    const { rowCount } = await run(events({ limit: 1 }))
    const seen = new Set<string>()
    for (let offset = 0; offset < (rowCount ?? 0); offset += 100)
      for (const row of await texts(events({ orderBys, limit: 100, offset }))) seen.add(row)
    expect(seen.size).toBeLessThan(rowCount ?? 0)
  })

  it('sorts by metric, and backwards', async () => {
    const orderBys = [{ metric: { metricName: 'screenPageViews' }, desc: true }]
    const views = ((await run(pages({ orderBys }))).rows ?? []).map(({ metricValues }) =>
      Number(metricValues?.[0]?.value),
    )
    expect(views).toEqual(views.toSorted((one, other) => other - one))
    expect(views[0]).toBeGreaterThan(views.at(-1) ?? 0)
  })

  it('has 10,000 rows unless said', async () => {
    const year = { startDate: '2023-06-22', endDate: '2024-12-31' }
    const report = await run(events({ dateRanges: [year] }))
    expect(report.rows).toHaveLength(10_000)
    expect(report.rowCount).toBeGreaterThan(10_000)
  })

  it('names the ranges where there are several, overlapping ones in both', async () => {
    const dateRanges = [june, { startDate: '2024-06-07', endDate: '2024-06-07', name: 'last' }]
    const report = await run(pages({ dateRanges, limit: 250_000 }))
    expect(report.dimensionHeaders?.at(-1)).toEqual({ name: 'dateRange' })
    const ranges = (report.rows ?? []).map(({ dimensionValues }) =>
      [dimensionValues?.[0]?.value, dimensionValues?.at(-1)?.value].join(' '),
    )
    const count = (range: string) => ranges.filter((each) => each === range).length
    expect(count('20240607 date_range_0')).toBe(count('20240607 last'))
    expect(count('20240607 last')).toBeGreaterThan(0)
  })

  it('leaves rows of nothing but zeros out unless they are asked for', async () => {
    const asked = { dateRanges: [{ startDate: '2023-06-22', endDate: '2024-12-31' }], limit: 1 }
    const [without, withThem] = [
      await run(pages(asked)),
      await run(pages({ ...asked, keepEmptyRows: true })),
    ]
    expect(withThem.rowCount).toBeGreaterThan(without.rowCount ?? 0)
  })

  it('has no rows for days before the property, nor after the last', async () => {
    for (const range of ['2023-06-21', '2025-01-01']) {
      const report = await run(pages({ dateRanges: [{ startDate: range, endDate: range }] }))
      expect([report.rows, report.rowCount]).toEqual([[], 0])
    }
  })

  it('states the quota left where asked, less for each report', async () => {
    const left = async () => {
      const { propertyQuota } = await run(pages({ returnPropertyQuota: true }))
      return propertyQuota?.tokensPerDay?.remaining ?? 0
    }
    const first = await left()
    expect(await left()).toBeLessThan(first)
  })

  it('says what Google would have left out', async () => {
    const report = await run(
      pages({ dateRanges: [{ startDate: '2024-02-26', endDate: '2024-02-26' }] }),
    )
    expect(report.metadata?.dataLossFromOtherRow).toBe(true)
  })

  it('comes in batches of five', async () => {
    const requests = Array.from({ length: 5 }, () => pages({ limit: 2 }))
    const [{ reports, kind }] = await client.batchRunReports({ property: property(), requests })
    expect(reports?.map(({ rows }) => rows?.length)).toEqual([2, 2, 2, 2, 2])
    expect(kind).toBe('analyticsData#batchRunReports')
    const six = client.batchRunReports({ property: property(), requests: [...requests, pages()] })
    await expect(six).rejects.toMatchObject({ code: 3, message: /limited to 5 requests/ })
  })
})

describe('a wrong request', () => {
  it.each([
    [
      'an unknown dimension',
      { dimensions: named('date', 'pagePth') },
      /pagePth is not a valid dimension/,
    ],
    ['an unknown metric', { metrics: named('views') }, /views is not a valid metric/],
    ['a dimension twice', { dimensions: named('date', 'date') }, /duplicate dimensions: date/],
    ['fields that do not go together', { metrics: named('eventCount') }, /incompatible/],
    ['no date range', { dateRanges: [] }, /A dateRange is required/],
    [
      'an end before its start',
      { dateRanges: [{ startDate: '2024-06-02', endDate: '2024-06-01' }] },
      /start_date must be less than or equal to end_date/,
    ],
    [
      'a date that is none',
      { dateRanges: [{ startDate: '2024-02-30', endDate: '2024-03-01' }] },
      /Invalid startDate : 2024-02-30/,
    ],
    [
      'five date ranges',
      { dateRanges: Array.from({ length: 5 }, () => june) },
      /limited to 4 dateRanges/,
    ],
    ['a negative limit', { limit: -1 }, /limit must be positive/],
    [
      'an order by something else',
      { orderBys: [{ dimension: { dimensionName: 'browser' } }] },
      /browser exists in OrderBy but is not defined/,
    ],
    [
      'ten dimensions',
      {
        dimensions: named(
          ...['date', 'pagePath', 'deviceCategory', 'browser', 'sessionSource', 'sessionMedium'],
          ...['eventName', 'hour', 'customEvent:event_label', 'customEvent:event_category'],
        ),
      },
      /limited to 9 dimensions/,
    ],
    [
      'eleven metrics',
      {
        metrics: named(
          ...['activeUsers', 'averageSessionDuration', 'bounceRate', 'engagedSessions'],
          ...['eventCount', 'newUsers', 'screenPageViews', 'screenPageViewsPerSession'],
          ...['scrolledUsers', 'sessions', 'totalUsers'],
        ),
      },
      /limited to 10 metrics/,
    ],
  ])('with %s is refused', async (_, wrong, message) => {
    await expect(run(pages(wrong))).rejects.toMatchObject({ code: 3, httpStatusCode: 400, message })
  })

  it('of another property is forbidden', async () => {
    await expect(run(pages({ property: 'properties/1' }))).rejects.toMatchObject({
      code: 7,
      httpStatusCode: 403,
      message: /sufficient permissions for this property/,
    })
  })

  it('with a key that no message has is refused, where a client lets one through', async () => {
    const response = await fetch(`${sandbox.ga4Url}/v1beta/${property()}:runReport`, {
      method: 'POST',
      body: JSON.stringify({ dateRange: [june] }),
    })
    const { error } = (await response.json()) as { error: { status: string; message: string } }
    expect([response.status, error.status]).toEqual([400, 'INVALID_ARGUMENT'])
    expect(error.message).toContain('Unknown name "dateRange": Cannot find field.')
  })

  it('of an unknown method is a page of HTML', async () => {
    const response = await fetch(`${sandbox.ga4Url}/v1beta/${property()}:runPivot`, {
      method: 'POST',
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=UTF-8',
    ])
  })
})

describe('a fault', () => {
  it.each([
    [
      'quota',
      { code: 8, httpStatusCode: 429, statusDetails: [{ retryDelay: { seconds: { low: 7 } } }] },
    ],
    ['internal', { code: 13, httpStatusCode: 500 }],
    ['unavailable', { code: 14, httpStatusCode: 503 }],
    ['unauthorised', { code: 16, httpStatusCode: 401, reason: 'ACCESS_TOKEN_EXPIRED' }],
    ['reset', { code: 14 }],
    ['truncated', { code: 14 }],
    ['html', { code: 14 }],
  ] as const)('of kind %s meets one request', async (kind, error) => {
    sandbox.faults.add({ kind, seconds: 7 })
    await expect(run(pages())).rejects.toMatchObject(error)
    await expect(run(pages())).resolves.toMatchObject({ kind: 'analyticsData#runReport' })
  })

  it('that hangs lasts until the client gives up', async () => {
    sandbox.faults.add({ kind: 'hang' })
    await expect(client.runReport(pages(), { timeout: 300 })).rejects.toMatchObject({ code: 4 })
  })

  it('that is slow is only that', async () => {
    sandbox.faults.add({ kind: 'slow', seconds: 0.2 })
    expect((await run(pages({ limit: 5 }))).rows).toHaveLength(5)
  })

  it('states a row too many', async () => {
    const whole = await run(pages({ limit: 1 }))
    sandbox.faults.add({ kind: 'row-count' })
    expect((await run(pages({ limit: 1 }))).rowCount).toBe((whole.rowCount ?? 0) + 1)
  })

  it('leaves a day out, in rows and count', async () => {
    const asked = pages({ limit: 250_000 })
    const whole = await run(asked)
    sandbox.faults.add({ kind: 'missing-day', day: '2024-06-03' })
    const report = await run(asked)
    const days = new Set(report.rows?.map(({ dimensionValues }) => dimensionValues?.[0]?.value))
    expect(days.has('20240603')).toBe(false)
    expect(report.rowCount).toBe(report.rows?.length)
    expect(report.rowCount).toBeLessThan(whole.rowCount ?? 0)
  })

  it('takes a value off the wire', async () => {
    sandbox.faults.add({ kind: 'missing-value' })
    expect((await run(pages({ limit: 2 }))).rows?.[0]?.dimensionValues?.[1]?.value).toBeUndefined()
  })

  it('gives one event a category that nobody knows, and meets requests for events alone', async () => {
    sandbox.faults.add({ kind: 'unknown-category' })
    await run(pages())
    const unknown = (await texts(events({ limit: 250_000 }))).filter((row) =>
      row.endsWith(UNKNOWN_CATEGORY),
    )
    expect(unknown).toHaveLength(1)
  })
})

describe('a quota', () => {
  const startWith = (quotas: object) => startSandbox({ scale: 0.01, to: '2024-12-31', quotas })

  it('is used up at last', async () => {
    const small = await startWith({ tokensPerHour: 2 })
    const other = clientFor(small)
    const request = { ...pages(), property: `properties/${small.propertyId}` }
    await other.runReport(request)
    await other.runReport(request)
    await expect(other.runReport(request)).rejects.toMatchObject({
      code: 8,
      message: /Exhausted property tokens per hour/,
    })
    await other.close()
    await small.close()
  })

  it('lets so many requests in at once', async () => {
    const small = await startWith({ concurrentRequests: 2 })
    const other = clientFor(small)
    small.faults.add({ kind: 'hang', times: 2 })
    const request = { ...pages(), property: `properties/${small.propertyId}` }
    const hanging = [1, 2].map(() =>
      other.runReport(request, { timeout: 1500 }).catch(() => 'gave up'),
    )
    await expect.poll(() => small.requests.runReport).toBe(2)
    await expect(other.runReport(request)).rejects.toMatchObject({
      code: 8,
      message: /Exhausted concurrent requests quota/,
    })
    expect(await Promise.all(hanging)).toEqual(['gave up', 'gave up'])
    await expect
      .poll(async () => (await other.runReport(request))[0].kind)
      .toBe('analyticsData#runReport')
    await other.close()
    await small.close()
  })
})
