import { isDay } from './calendar.ts'
import { type Fault, type FaultKind, faultKinds, type Faults } from './faults.ts'
import { invalidArgument, GoogleError } from './google-error.ts'
import { integer, type Json, onlyFields, parseBody, text } from './json.ts'
import type { Received } from './loopback-server.ts'
import type { Reply } from './reply.ts'
import { isReportName, type ReportName, reports } from './reports.ts'

export interface Controlled {
  readonly faults: Faults
  readonly requests: Readonly<Record<string, number>>
}

/**
 * Steers a sandbox of another process: `POST /control/faults` with a fault makes the next requests meet it,
 * `POST /control/clear` takes back what was not met; both, like `GET /control`, answer with what is still to come and
 * the requests so far.
 */
export async function control(sandbox: Controlled, request: Received): Promise<Reply> {
  const asked = `${request.method} ${request.url.pathname}`
  try {
    if (asked === 'POST /control/faults') sandbox.faults.add(readFault(parseBody(request.body)))
    else if (asked === 'POST /control/clear') sandbox.faults.clear()
    else if (asked !== 'GET /control')
      throw new GoogleError(
        [404, 'NOT_FOUND'],
        `The sandbox does not know ${asked}; it knows GET /control, POST /control/faults and POST /control/clear.`,
      )
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error
    return { status: error.httpStatus, body: [error.body()] }
  }
  const state = { faults: sandbox.faults.coming, requests: sandbox.requests }
  return { status: 200, body: [JSON.stringify(state)] }
}

function readFault(json: Json): Fault {
  onlyFields(json, ['kind', 'times', 'table', 'seconds', 'day'])
  const [table, day, seconds] = [text(json, 'table'), text(json, 'day'), json['seconds']]
  if (day !== '' && !isDay(day))
    throw invalidArgument(`The fault's day is ${day}, wanted YYYY-MM-DD.`)
  return {
    kind: oneOf<FaultKind>('kind', text(json, 'kind'), faultKinds),
    ...(json['times'] !== undefined && { times: integer(json, 'times') }),
    ...(table !== '' && { table: oneOf<ReportName>('table', table, tables) }),
    ...(typeof seconds === 'number' && { seconds }),
    ...(day !== '' && { day }),
  }
}

const tables = Object.keys(reports).filter(isReportName)

function oneOf<T extends string>(key: string, given: string, known: readonly T[]): T {
  const found = known.find((each) => each === given)
  if (found !== undefined) return found
  throw invalidArgument(`The fault's ${key} is "${given}", wanted one of ${known.join(', ')}.`)
}
