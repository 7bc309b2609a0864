import type { BetaAnalyticsDataClient } from '@google-analytics/data'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { UNKNOWN_CATEGORY } from '../../../sandbox/ga4/distort.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'
import {
  clientFor,
  eventsOf,
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
