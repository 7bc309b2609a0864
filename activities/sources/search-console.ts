import type { searchconsole_v1 } from 'googleapis/build/src/apis/searchconsole/index.js'

import { eachDay } from '../../pipelines/days.ts'
import type { Day, RawTable, SearchConsoleSource } from '../../pipelines/define.ts'
import { final, passing } from '../failure.ts'
import { createFrame } from '../frame.ts'
import { declared } from './declared.ts'
import { googleEndpoint } from './google-endpoint.ts'
import { googleFailure } from './google-failure.ts'
import { inOrder } from './in-order.ts'
import type { Limiter } from './limiter.ts'
import type { Look, Page, ReadWindow } from './source.ts'
import { type Fields, tableRows } from './table-rows.ts'
import { within } from './within.ts'

/** The most that the API gives for one request. */
const PAGE_ROWS = 25_000

/** What the API gives of a day and a type of search in all. */
const DAY_ROWS = 50_000

/** A window of a month is thirty short requests, which one after the other would mostly wait. */
const DAYS_AT_ONCE = 3

const TIMEOUT_MS = 60_000

const GRANT =
  'Add the account (the "client_email" of its key) as a user with full or restricted access: Search Console, Settings, Users and permissions.'

const SETTINGS = 'SEARCH_CONSOLE_SITE_URL and SEARCH_CONSOLE_API_ENDPOINT'

type Row = searchconsole_v1.Schema$ApiDataRow

export interface SearchConsoleSettings {
  /** As Search Console names the property: `https://example.org/` or `sc-domain:example.org`. */
  readonly siteUrl: string
  /** Another address than Google's: https, or http on this machine, which gets no credentials. */
  readonly endpoint?: string | undefined
  readonly limit: Limiter
  readonly pageRows?: number
  /** For each request. */
  readonly timeoutMs?: number
}

/** The Search Console API as a source. Throws a final `BadInput` where the endpoint is none that may be used. */
export function createSearchConsole(settings: SearchConsoleSettings): {
  readonly read: ReadWindow
  readonly look: Look
} {
  const endpoint = googleEndpoint('SEARCH_CONSOLE_API_ENDPOINT', settings.endpoint)
  return {
    look: async (table, day, signal) => {
      const { source } = table
      if (source.kind !== 'search-console')
        throw final('BadInput', `${table.name} is no table of Search Console.`)
      const { searchConsoleClient } = await import('./search-console-client.ts')
      const client = await searchConsoleClient(endpoint)
      await readRows(
        { table, source, settings: { ...settings, pageRows: 1 }, client, signal },
        day,
        0,
      )
    },
    async *read(table, window, signal) {
      const { source } = table
      if (source.kind !== 'search-console')
        throw final('BadInput', `${table.name} is no table of Search Console.`)
      const stop = new AbortController()
      const until = AbortSignal.any([signal, stop.signal])
      try {
        const { searchConsoleClient } = await import('./search-console-client.ts')
        const client = await searchConsoleClient(endpoint)
        const reading = { table, source, settings, client, signal: until }
        const days = inOrder(eachDay(window), DAYS_AT_ONCE, (day) => readDay(reading, day))
        for await (const pages of days) yield* pages
      } finally {
        // The days ahead are of no use to a caller who stopped.
        stop.abort()
      }
    },
  }
}

interface Reading {
  readonly table: RawTable
  readonly source: SearchConsoleSource
  readonly settings: SearchConsoleSettings
  readonly client: searchconsole_v1.Searchconsole
  readonly signal: AbortSignal
}

/** The API states no number of rows: a day ends with a page that is not full. */
async function readDay(reading: Reading, day: Day): Promise<readonly Page[]> {
  const { table, source, settings } = reading
  const { pageRows = PAGE_ROWS } = settings
  const answers: (readonly Row[])[] = []
  do {
    answers.push(await readRows(reading, day, answers.length * pageRows))
  } while (answers.at(-1)?.length === pageRows)
  const rows = answers.reduce((count, page) => count + page.length, 0)
  const withheld = {
    otherRow: false,
    thresholded: false,
    truncated: rows < DAY_ROWS ? [] : [`${day} has reached the API's limit of ${DAY_ROWS} rows`],
  }
  const fields = fieldsOf(source)
  const full = answers.filter((page, at) => at === 0 || page.length > 0)
  return Promise.all(
    full.map(async (page) => ({
      frame: await createFrame(table.columns, tableRows(table, fields, page)),
      withheld,
    })),
  )
}

async function readRows(reading: Reading, day: Day, startRow: number): Promise<readonly Row[]> {
  const { table, source, settings, client, signal } = reading
  const { siteUrl, limit, pageRows: rowLimit = PAGE_ROWS, timeoutMs = TIMEOUT_MS } = settings
  const doing = `Reading ${table.name} from Search Console, ${siteUrl}, ${day}, rows from ${startRow}`
  const dimensions = declared(source.dimensions).map(([, name]) => name)
  const asked = { startDate: day, endDate: day, type: 'web', dataState: 'final', dimensions }
  const requestBody = { ...asked, rowLimit, startRow }
  try {
    const { data } = await limit(signal, () =>
      within(timeoutMs, signal, (bound) =>
        client.searchanalytics.query({ siteUrl, requestBody }, { signal: bound }),
      ),
    )
    const rows = rowsOf(data)
    if (!rows || rows.length > rowLimit)
      throw passing(
        'Unavailable',
        `${doing}: ${rows ? `the page has ${rows.length} rows` : "the answer is not the API's JSON"}; wanted is an answer with "responseAggregationType" and at most ${rowLimit} rows. The step is tried again; if it goes on, look what answers at ${SETTINGS}.`,
      )
    return rows
  } catch (error) {
    signal.throwIfAborted()
    throw googleFailure(error, { doing, grant: GRANT, settings: SETTINGS })
  }
}

/** To the client a broken body or a page of HTML is text, in which a day without rows cannot be told from a fault. */
function rowsOf(answer: unknown): readonly Row[] | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { responseAggregationType, rows = [] } =
    answer as searchconsole_v1.Schema$SearchAnalyticsQueryResponse
  return typeof responseAggregationType === 'string' && Array.isArray(rows) ? rows : undefined
}

function fieldsOf({ dimensions, metrics }: SearchConsoleSource): Fields<Row> {
  const keys = declared(dimensions).map(
    ([column], at) => [column, (row: Row) => row.keys?.[at]] as const,
  )
  const numbers = declared(metrics).map(
    ([column, metric]) => [column, (row: Row) => row[metric]] as const,
  )
  return Object.fromEntries([...keys, ...numbers])
}
