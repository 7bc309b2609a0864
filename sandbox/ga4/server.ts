import type { Day } from '../../pipelines/define.ts'
import { faultError } from '../fault-error.ts'
import type { Fault, Faults } from '../faults.ts'
import { GoogleError, invalidArgument, permissionDenied } from '../google-error.ts'
import type { Received } from '../loopback-server.ts'
import type { Reply } from '../reply.ts'
import { daysOf } from '../calendar.ts'
import type { Ask } from './ask.ts'
import { distorted } from './distort.ts'
import { type Json, parseBody } from '../json.ts'
import { type Quota, tokensFor } from './quota.ts'
import { reportBody } from './report-body.ts'
import type { Reports } from './reports.ts'
import { batchRequests, runReportRequest } from './run-report-request.ts'

const SERVICE = 'analyticsdata.googleapis.com'
const PROPERTY_HINT =
  'To learn more about Property ID, see https://developers.google.com/analytics/devguides/reporting/data/v1/property-id.'
const ROUTE = /^\/v1beta\/properties\/([^/:]+):(runReport|batchRunReports)$/

export interface Ga4Options {
  readonly propertyId: string
  readonly reports: Reports
  readonly quota: Quota
  readonly faults: Faults
  readonly today: () => Day
  /** Told of every request, by its method. */
  readonly count: (method: 'runReport' | 'batchRunReports') => void
}

/** Answers as the GA4 Data API does. */
export class Ga4Server {
  readonly #options: Ga4Options

  constructor(options: Ga4Options) {
    this.#options = options
  }

  /** One request; what is wrong with it is an answer, never an exception. */
  async answer(request: Received): Promise<Reply> {
    const [, property, method] = ROUTE.exec(decodeURIComponent(request.url.pathname)) ?? []
    if (request.method !== 'POST' || property === undefined) return notFound
    this.#options.count(method === 'runReport' ? 'runReport' : 'batchRunReports')
    try {
      this.#checkProperty(property)
      // A request is under way until its answer has been read, or the client has gone.
      request.signal.addEventListener('abort', this.#options.quota.enter())
      return await this.#method(method ?? '', request)
    } catch (error) {
      return refusal(error)
    }
  }

  async #method(method: string, request: Received): Promise<Reply> {
    const json = parseBody(request.body)
    const asNumbers = (request.url.searchParams.get('$alt') ?? '').includes('enum-encoding=int')
    if (method === 'runReport') return this.#runReport(json, asNumbers)
    const replies = []
    for (const report of batchRequests(json)) replies.push(await this.#runReport(report, asNumbers))
    const [failed] = replies.filter(({ status }) => status !== 200)
    return failed ?? { ...together(replies), status: 200 }
  }

  async #runReport(json: Json, enumsAsNumbers: boolean): Promise<Reply> {
    const ask = this.#understood(json)
    const fault = this.#options.faults.take(ask.report)
    const error = faultError(fault, SERVICE)
    if (error) return refusal(error)
    const page = await this.#options.reports.page(ask, missingDay(fault, ask))
    const days = ask.ranges.reduce((sum, range) => sum + daysOf(range).length, 0)
    const columns = ask.dimensions.length + ask.metrics.length
    const tokens = tokensFor({ days, columns, rows: page.rows.length })
    this.#options.quota.spend(tokens)
    const propertyQuota = ask.returnPropertyQuota ? this.#options.quota.state(tokens) : undefined
    const body = reportBody({ ...page, propertyQuota }, enumsAsNumbers)
    return { status: 200, body: distorted(body, fault), fault }
  }

  /** A request that is refused meets the next fault that needs no table. */
  #understood(json: Json): Ask {
    try {
      return runReportRequest(json, this.#options.today())
    } catch (error) {
      throw faultError(this.#options.faults.take(), SERVICE) ?? error
    }
  }

  #checkProperty(property: string): void {
    if (!/^\d+$/.test(property))
      throw invalidArgument(
        `Invalid property ID: ${property}. A numeric Property ID is required. ${PROPERTY_HINT}`,
      )
    if (property !== this.#options.propertyId)
      throw permissionDenied(
        `User does not have sufficient permissions for this property. ${PROPERTY_HINT}`,
      )
  }
}

function missingDay(fault: Fault | undefined, { ranges }: Ask): Day | undefined {
  return fault?.kind === 'missing-day' ? (fault.day ?? ranges.at(-1)?.to) : undefined
}

function* joined(bodies: readonly Iterable<string>[]): Generator<string> {
  yield '{"reports":['
  for (const [at, body] of bodies.entries()) {
    if (at > 0) yield ','
    yield* body
  }
  yield '],"kind":"analyticsData#batchRunReports"}'
}

function together(replies: readonly Reply[]): Omit<Reply, 'status'> {
  return {
    body: joined(replies.map(({ body }) => body)),
    fault: replies.find(({ fault }) => fault !== undefined)?.fault,
  }
}

function refusal(error: unknown): Reply {
  if (!(error instanceof GoogleError)) throw error
  return { status: error.httpStatus, headers: error.headers, body: [error.body()] }
}

/** The gateway knows no other paths, and no other verbs: a page, not JSON. */
const notFound: Reply = {
  status: 404,
  contentType: 'text/html; charset=UTF-8',
  body: ['<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title></html>\n'],
}
