import { searchconsole } from 'googleapis/build/src/apis/searchconsole/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox({ scale: 0.3, to: '2024-12-31' })
})

afterAll(() => sandbox.close())

const day = { startDate: '2024-06-05', endDate: '2024-06-05' }
const dimensions = ['date', 'query', 'page']

async function query(requestBody: object, siteUrl = sandbox.searchConsoleSite) {
  const client = searchconsole({ version: 'v1', rootUrl: `${sandbox.searchConsoleUrl}/` })
  return (await client.searchanalytics.query({ siteUrl, requestBody })).data
}

const rowsOf = async (body: object) => (await query({ ...day, dimensions, ...body })).rows ?? []

describe('an answer', () => {
  it('has the day, query and page of each row, most clicks first, and its rate of clicks', async () => {
    const rows = await rowsOf({ rowLimit: 25_000 })
    expect(rows[0]?.keys?.[0]).toBe('2024-06-05')
    expect(rows[0]?.keys?.[2]).toMatch(/^https:\/\/explore-education-statistics/)
    const clicks = rows.map((row) => row.clicks ?? 0)
    expect(clicks).toEqual(clicks.toSorted((one, other) => other - one))
    expect(clicks[0]).toBeGreaterThan(0)
    for (const { clicks: count = 0, impressions = 0, ctr, position } of rows) {
      expect(ctr).toBeCloseTo((count ?? 0) / (impressions ?? 1), 12)
      expect(position).toBeGreaterThanOrEqual(1)
    }
  })

  it('has 1,000 rows unless said', async () => {
    expect(await rowsOf({ startDate: '2024-06-01' })).toHaveLength(1000)
  })

  it('pages by startRow to a short page, without losing or doubling a row', async () => {
    const whole = await rowsOf({ rowLimit: 25_000 })
    const paged = []
    for (let startRow = 0; ; startRow += 300) {
      const page = await rowsOf({ rowLimit: 300, startRow })
      paged.push(...page)
      if (page.length < 300) break
    }
    expect(paged).toEqual(whole)
  })

  it('sums alike whatever it is grouped by', async () => {
    const sum = async (by: string[]) =>
      (await rowsOf({ dimensions: by, rowLimit: 25_000 })).reduce(
        (all, row) => all + (row.impressions ?? 0),
        0,
      )
    const whole = await sum(dimensions)
    for (const by of [['date'], ['country', 'device'], ['page'], []])
      expect(await sum(by)).toBe(whole)
  })

  it('has no rows for an empty day, and says so by having none', async () => {
    const empty = [{ startDate: '2023-10-06', endDate: '2023-10-06' }, { type: 'image' }]
    for (const body of empty)
      expect(await query({ ...day, dimensions, ...body })).toEqual({
        responseAggregationType: 'byPage',
      })
  })
})

describe('a wrong request', () => {
  it.each([
    [{ rowLimit: 25_001 }, /rowLimit 25001/],
    [{ rowLimit: 0 }, /rowLimit 0/],
    [{ startRow: -1 }, /startRow -1/],
    [{ startDate: '2024-06-06' }, /startDate 2024-06-06 is after endDate 2024-06-05/],
    [{ startDate: '5 June' }, /Invalid startDate/],
    [{ dimensions: ['url'] }, /dimensions\[0\].*"url"/],
    [{ type: 'maps' }, /'type'.*"maps"/],
    [{ limit: 5 }, /Unknown name "limit"/],
  ])('%j is refused', async (wrong, message) => {
    await expect(query({ ...day, dimensions, ...wrong })).rejects.toMatchObject({
      status: 400,
      message,
    })
  })

  it('of another site is forbidden, and says so in both forms', async () => {
    const refused = await query(day, 'https://example.com/').catch((error: unknown) => error)
    expect(refused).toMatchObject({
      status: 403,
      message: /sufficient permission for site 'https:\/\/example.com\/'/,
      response: {
        data: { error: { status: 'PERMISSION_DENIED', errors: [{ reason: 'forbidden' }] } },
      },
    })
  })
})

describe('a fault', () => {
  it('of the quota states its wait in a header', async () => {
    sandbox.faults.add({ kind: 'quota', seconds: 3 })
    const error = await query(day).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ status: 429 })
    const { response } = error as { response: { headers: Headers } }
    expect(response.headers.get('retry-after')).toBe('3')
  })

  it('in the body reads as an answer that is a text', async () => {
    for (const kind of ['html', 'truncated'] as const) {
      sandbox.faults.add({ kind })
      expect(typeof (await query(day))).toBe('string')
    }
  })

  it('leaves a day out', async () => {
    sandbox.faults.add({ kind: 'missing-day' })
    expect(await rowsOf({})).toEqual([])
    expect((await rowsOf({})).length).toBeGreaterThan(0)
  })
})
