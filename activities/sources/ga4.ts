import type { BetaAnalyticsDataClient } from '@google-analytics/data'

import { showWindow } from '../../pipelines/days.ts'
import type { Ga4Source, RawTable, Window } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { type Ga4Page, readAnswer } from './ga4-answer.ts'
import { ga4Report, PAGE_ROWS } from './ga4-report.ts'
import { googleEndpoint } from './google-endpoint.ts'
import { googleFailure } from './google-failure.ts'
import { inOrder } from './in-order.ts'
import type { Limiter } from './limiter.ts'
import type { Look, Page, ReadWindow } from './source.ts'

const TIMEOUT_MS = 60_000

/** Asked for while the caller works on the page before; each one more would only take memory. */
const PAGES_AHEAD = 1

const GRANT =
  'Give the account (the "client_email" of its key) the role Viewer on the property: GA4, Admin, Property access management.'

const SETTINGS = 'GA4_PROPERTY_ID and GA4_API_ENDPOINT'

export interface Ga4Settings {
  readonly propertyId: string
  /** Another address than Google's: https, or http on this machine, which gets no credentials. */
  readonly endpoint?: string | undefined
  readonly limit: Limiter
  readonly pageRows?: number
  /** For each request. */
  readonly timeoutMs?: number
}

/** The GA4 Data API as a source. Throws a final `BadInput` where the endpoint is none that may be used. */
export function createGa4(settings: Ga4Settings): {
  readonly read: ReadWindow
  readonly look: Look
} {
  const endpoint = googleEndpoint('GA4_API_ENDPOINT', settings.endpoint)
  return {
    look: async (table, day, signal) => {
      const { source } = table
      const { timeoutMs = TIMEOUT_MS } = settings
      if (source.kind !== 'ga4') throw final('BadInput', `${table.name} is no table of GA4.`)
      const { ga4Client } = await import('./ga4-client.ts')
      const client = await ga4Client(endpoint, { signal, timeoutMs })
      const one = { ...settings, pageRows: 1 }
      await readPage(
        { table, source, window: { from: day, to: day }, settings: one, client, signal },
        0,
      )
    },
    async *read(table, window, signal) {
      const { source } = table
      const { timeoutMs = TIMEOUT_MS } = settings
      if (source.kind !== 'ga4') throw final('BadInput', `${table.name} is no table of GA4.`)
      const stop = new AbortController()
      const until = AbortSignal.any([signal, stop.signal])
      try {
        const { ga4Client } = await import('./ga4-client.ts')
        const client = await ga4Client(endpoint, { signal: until, timeoutMs })
        yield* pages({ table, source, window, settings, client, signal: until })
      } finally {
        // The page ahead is of no use to a caller who stopped.
        stop.abort()
      }
    },
  }
}

interface Reading {
  readonly table: RawTable
  readonly source: Ga4Source
  readonly window: Window
  readonly settings: Ga4Settings
  readonly client: BetaAnalyticsDataClient
  readonly signal: AbortSignal
}

async function* pages(reading: Reading): AsyncGenerator<Page> {
  const { pageRows = PAGE_ROWS } = reading.settings
  const first = await readPage(reading, 0)
  const { rowCount } = first
  const offsets = Array.from(
    { length: Math.max(0, Math.ceil(rowCount / pageRows) - 1) },
    (_, at) => (at + 1) * pageRows,
  )
  const rest = inOrder(offsets, PAGES_AHEAD, (offset) => readPage(reading, offset, rowCount))
  yield first
  yield* rest
}

async function readPage(reading: Reading, offset: number, rowCount?: number): Promise<Ga4Page> {
  const { table, source, window, settings, client, signal } = reading
  const { propertyId, pageRows = PAGE_ROWS, limit } = settings
  const doing = `Reading ${table.name} from GA4 property ${propertyId}, ${showWindow(window)}, rows from ${offset}`
  const request = { ...ga4Report({ source, window, propertyId }), limit: pageRows, offset }
  try {
    const [answer] = await limit(signal, () => client.runReport(request, { timeout: Infinity }))
    return await readAnswer({ table, source, doing, offset, pageRows, rowCount }, answer)
  } catch (error) {
    signal.throwIfAborted()
    throw googleFailure(error, { doing, grant: GRANT, settings: SETTINGS })
  }
}
