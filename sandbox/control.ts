import { isDay } from './calendar.ts'
import { type Fault, type FaultKind, faultKinds, type Faults } from './faults.ts'
import { invalidArgument, GoogleError } from './google-error.ts'
import { integer, type Json, onlyFields, parseBody, text } from './json.ts'
import type { Received } from './loopback-server.ts'
import type { Reply } from './reply.ts'
import { isReportName, type ReportName, reports } from './reports.ts'
import {
  isSiteChangeKind,
  type SiteChange,
  type SiteChangeKind,
  siteChanges,
} from './site-changes.ts'

export interface Controlled {
  readonly faults: Faults
  readonly requests: Readonly<Record<string, number>>
  readonly site: { change(change: SiteChange): void }
}

/**
 * Steers a sandbox of another process: `POST /control/faults` with a fault makes the next requests to Google meet it,
 * `POST /control/clear` takes back what was not met, `POST /control/changes` with a `kind`, and a `name` and a `title`
 * where they are wanted, changes what the site holds. All, like `GET /control`, answer with the faults still to come
 * and the requests so far.
 */
export async function control(sandbox: Controlled, request: Received): Promise<Reply> {
  const asked = `${request.method} ${request.url.pathname}`
  try {
    const act = ACTS[asked]
    if (!act)
      throw new GoogleError(
        [404, 'NOT_FOUND'],
        `The sandbox does not know ${asked}; it knows ${Object.keys(ACTS).join(', ')}.`,
      )
    act(sandbox, request.body)
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error
    return { status: error.httpStatus, body: [error.body()] }
  }
  const state = { faults: sandbox.faults.coming, requests: sandbox.requests }
  return { status: 200, body: [JSON.stringify(state)] }
}

const ACTS: Readonly<Record<string, (sandbox: Controlled, body: string) => void>> = {
  'GET /control': () => undefined,
  'POST /control/faults': ({ faults }, body) => faults.add(readFault(parseBody(body))),
  'POST /control/clear': ({ faults }) => faults.clear(),
  'POST /control/changes': ({ site }, body) => changeSite(site, parseBody(body)),
}

function readFault(json: Json): Fault {
  onlyFields(json, ['kind', 'times', 'table', 'seconds', 'day'])
  const [table, day, seconds] = [text(json, 'table'), text(json, 'day'), json['seconds']]
  if (day !== '' && !isDay(day))
    throw invalidArgument(`The fault's day is ${day}, wanted YYYY-MM-DD.`)
  return {
    kind: oneOf<FaultKind>("fault's kind", text(json, 'kind'), faultKinds),
    ...(json['times'] !== undefined && { times: integer(json, 'times') }),
    ...(table !== '' && { table: oneOf<ReportName>("fault's table", table, tables) }),
    ...(typeof seconds === 'number' && { seconds }),
    ...(day !== '' && { day }),
  }
}

const tables = Object.keys(reports).filter(isReportName)

function changeSite(site: Controlled['site'], json: Json): void {
  onlyFields(json, ['kind', 'name', 'title'])
  const kind = oneOf<SiteChangeKind>("change's kind", text(json, 'kind'), changeKinds)
  const [name, title] = [text(json, 'name'), text(json, 'title')]
  try {
    site.change(siteChanges[kind]({ ...(name && { name }), ...(title && { title }) }))
  } catch (error) {
    if (error instanceof RangeError) throw invalidArgument(error.message)
    throw error
  }
}

const changeKinds = Object.keys(siteChanges).filter(isSiteChangeKind)

function oneOf<T extends string>(what: string, given: string, known: readonly T[]): T {
  const found = known.find((each) => each === given)
  if (found !== undefined) return found
  throw invalidArgument(`The ${what} is "${given}", wanted one of ${known.join(', ')}.`)
}
