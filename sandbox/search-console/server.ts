import type { Day } from '../../pipelines/define.ts'
import { addDays, daysOf } from '../calendar.ts'
import type { Facts } from '../facts.ts'
import { faultError } from '../fault-error.ts'
import type { Fault, Faults } from '../faults.ts'
import { GoogleError, permissionDenied } from '../google-error.ts'
import { parseBody } from '../json.ts'
import type { Received } from '../loopback-server.ts'
import type { Reply } from '../reply.ts'
import { Groups, type SearchRow } from './groups.ts'
import { type Query, readQuery } from './query.ts'

const TABLE = 'ees_search_console'
const SERVICE = 'searchconsole.googleapis.com'
const ROUTE = /^\/webmasters\/v3\/sites\/([^/]+)\/searchAnalytics\/query$/

/** Days until the numbers are final. */
const FINAL_AFTER = 3

/** For a day and a search type the API shows no more rows than this. */
const MOST_A_DAY = 50_000

export interface SearchConsoleOptions {
  /** The property, as `https://.../` or `sc-domain:...`. */
  readonly site: string
  readonly facts: Facts
  /** Whether the property has rows for a day. */
  readonly covers: (day: Day) => boolean
  readonly faults: Faults
  readonly today: () => Day
  /** Told of every request. */
  readonly count: () => void
}

/** Answers as the Search Console API does. */
export class SearchConsoleServer {
  readonly #options: SearchConsoleOptions

  constructor(options: SearchConsoleOptions) {
    this.#options = options
  }

  /** One request; what is wrong with it is an answer, never an exception. */
  async answer(request: Received): Promise<Reply> {
    const site = ROUTE.exec(request.url.pathname)?.[1]
    if (request.method !== 'POST' || site === undefined) return notFound
    this.#options.count()
    try {
      return await this.#query(decodeURIComponent(site), request.body)
    } catch (error) {
      return refusal(error)
    }
  }

  async #query(site: string, body: string): Promise<Reply> {
    if (site !== this.#options.site)
      throw permissionDenied(
        `User does not have sufficient permission for site '${site}'. See also: https://support.google.com/webmasters/answer/2451999.`,
      )
    const query = readQuery(parseBody(body))
    const fault = this.#options.faults.take(TABLE)
    const error = faultError(fault, SERVICE)
    if (error) return refusal(error)
    const rows = await this.#rows(query, fault)
    const page = rows.slice(query.startRow, query.startRow + query.rowLimit)
    const answer = {
      ...(page.length > 0 && { rows: fault?.kind === 'missing-value' ? broken(page) : page }),
      responseAggregationType: query.aggregationType,
    }
    return { status: 200, body: [JSON.stringify(answer)], fault }
  }

  async #rows(query: Query, fault: Fault | undefined): Promise<readonly SearchRow[]> {
    if (query.type !== 'web') return []
    const { covers, facts, today } = this.#options
    const newest = addDays(today(), query.fresh ? -1 : -FINAL_AFTER)
    const missing = fault?.kind === 'missing-day' ? (fault.day ?? query.to) : undefined
    const groups = new Groups(query.dimensions)
    const days = daysOf(query).filter((day) => day <= newest && day !== missing && covers(day))
    for (const day of days) groups.add(await facts.rows(TABLE, day), day)
    return groups.rows().slice(0, MOST_A_DAY * days.length)
  }
}

/** The first row has lost its impressions. */
function broken([first, ...rest]: readonly SearchRow[]): readonly object[] {
  return [{ ...first, impressions: undefined }, ...rest]
}

/** The reasons that the API's older form of errors gives. */
const reasons: Readonly<Record<number, string>> = {
  400: 'badRequest',
  401: 'authError',
  403: 'forbidden',
  429: 'rateLimitExceeded',
  500: 'internalError',
  501: 'notImplemented',
  503: 'backendError',
}

function refusal(error: unknown): Reply {
  if (!(error instanceof GoogleError)) throw error
  const { httpStatus: status, headers } = error
  return { status, headers, body: [error.body({ reason: reasons[status] ?? 'backendError' })] }
}

const notFound: Reply = {
  status: 404,
  contentType: 'text/html; charset=UTF-8',
  body: ['<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title></html>\n'],
}
