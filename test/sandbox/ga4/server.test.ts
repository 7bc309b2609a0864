import type { BetaAnalyticsDataClient } from '@google-analytics/data'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'
import {
  clientFor,
  EVENT_FIELDS,
  eventsOf,
  named,
  pagesOf,
  type ReportRequest,
  textsOf,
} from '../../support/sandbox-ga4.ts'

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

const run = async (request: ReportRequest) => (await client.runReport(request))[0]
const texts = (request: ReportRequest) => textsOf(client, request)
const pages = (more: object = {}) => pagesOf(sandbox, more)
const events = (more: object = {}) => eventsOf(sandbox, more)

const june = { startDate: '2024-06-01', endDate: '2024-06-07' }
const property = () => `properties/${sandbox.propertyId}`
const totalOrder = EVENT_FIELDS.map((dimensionName) => ({ dimension: { dimensionName } }))

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
          'date',
          'pagePath',
          'deviceCategory',
          'browser',
          'sessionSource',
          'sessionMedium',
          'eventName',
          'hour',
          'customEvent:event_label',
          'customEvent:event_category',
        ),
      },
      /limited to 9 dimensions/,
    ],
    [
      'eleven metrics',
      {
        metrics: named(
          'activeUsers',
          'averageSessionDuration',
          'bounceRate',
          'engagedSessions',
          'eventCount',
          'newUsers',
          'screenPageViews',
          'screenPageViewsPerSession',
          'scrolledUsers',
          'sessions',
          'totalUsers',
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
