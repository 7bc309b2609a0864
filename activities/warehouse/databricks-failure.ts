import { ApplicationFailure } from '@temporalio/common'

import { type FailureType, final, passing } from '../failure.ts'
import { reasonOf } from '../databricks-login.ts'

/** What the driver tells of a failed statement or call; its own classes are not exported. */
interface Said {
  readonly message: string
  readonly sqlState: string
  /** `ERROR`, `TIMEOUT`, `CANCELED` of a statement; `ECONNREFUSED` and such of the network. */
  readonly code: string
  /** Of the HTTP answer, 0 where there was none. */
  readonly status: number
}

type Reading = readonly [matches: (said: Said) => boolean, type: FailureType, meaning: string]

const says =
  (pattern: RegExp) =>
  ({ message }: Said): boolean =>
    pattern.test(message)

const state =
  (pattern: RegExp) =>
  ({ sqlState, message }: Said): boolean =>
    pattern.test(sqlState) || pattern.test(/SQLSTATE: (\w{5})/.exec(message)?.[1] ?? '')

const CONFLICT = /^\[DELTA_(CONCURRENT|METADATA_CHANGED|PROTOCOL_CHANGED)|DELTA_CONCURRENT_/

const isConflicting = (said: Said): boolean =>
  said.sqlState === '2D521' || CONFLICT.test(said.message)

/** What another try may not meet again. */
const PASSING: readonly Reading[] = [
  [
    isConflicting,
    'Warehouse',
    'another writer was at the same table; nothing was written, and the step tries again.',
  ],
  [
    ({ code }) => code === 'TIMEOUT',
    'Warehouse',
    'it was given up after its time limit; nothing was written, and the step tries again. If it comes again, look at the load and the size of the SQL warehouse.',
  ],
  [
    ({ status, code, message }) =>
      status === 429 ||
      status >= 500 ||
      /^(ECONN\w+|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|E(HOST|NET)UNREACH|UND_ERR_\w+)$/.test(
        code,
      ) ||
      /socket hang up|premature close|Max retry count|Retry timeout|TEMPORARILY_UNAVAILABLE|is (starting|stopped|stopping)|fetch failed/i.test(
        message,
      ),
    'Warehouse',
    'the SQL warehouse does not answer; the step tries again. If it goes on, look whether it runs, and check DATABRICKS_SERVER_HOSTNAME, DATABRICKS_HTTP_PATH and the network.',
  ],
  [
    says(/session.*(closed|invalid|not found|expired)|Invalid (Session|Operation)Handle/i),
    'Warehouse',
    'its session or its answer was lost, so that nobody knows whether it was done; the step looks again for what is missing.',
  ],
]

const FINAL: readonly Reading[] = [
  [
    ({ status }) => status === 401 || status === 403,
    'Unauthorised',
    'the login was refused. Check DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID with DATABRICKS_CLIENT_SECRET, and that this user may use the SQL warehouse.',
  ],
  [
    ({ code }) => /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code),
    'Warehouse',
    'its certificate is not trusted. Check DATABRICKS_SERVER_HOSTNAME; an authority of your own goes into NODE_EXTRA_CA_CERTS.',
  ],
  [
    ({ status }) => status === 404,
    'Warehouse',
    'there is no such SQL warehouse. Check DATABRICKS_HTTP_PATH.',
  ],
  [
    (said) => state(/^42501$/)(said) || says(/PERMISSION_DENIED|INSUFFICIENT_PERM/)(said),
    'Unauthorised',
    'this user lacks a right on it; the tables are as they were. Grant the right that is named, then run the step again.',
  ],
  [
    says(/Staging|HTTP error/),
    'Warehouse',
    'the staging volume refused the file; the tables are as they were. Check DATABRICKS_STAGING_VOLUME, and that this user has READ VOLUME and WRITE VOLUME on it.',
  ],
  [
    state(/^(42P01|42704|42703|42S02)$/),
    'Warehouse',
    'a table or column is not there. Was it dropped or renamed by hand? Run the update again: it creates tables that are missing.',
  ],
  [
    state(/^(23\w{3}|22\w{3}|44000|42KDG)$/),
    'Warehouse',
    'a value or a column does not fit the table; the tables are as they were. Was the table altered by hand? Hold it against its declaration.',
  ],
]

/** Marks what a second writer was to blame for, so that the write itself is tried again. */
const MARK = 'conflict'

export const isConflict = (error: unknown): boolean =>
  error instanceof ApplicationFailure && error.details?.[0] === MARK

/** Another writer changed what a statement of ours was to rest upon, which then wrote nothing. */
export const overtaken = (what: string): ApplicationFailure =>
  passing(
    'Warehouse',
    `${what}: another writer was first; nothing was written, and the step tries again.`,
    { details: [MARK] },
  )

/** Sorts what a statement failed with. The driver's own error, which may hold what was sent, is not handed on. */
export function databricksFailure(what: string, cause: unknown): ApplicationFailure {
  if (cause instanceof ApplicationFailure) return cause
  const said = saidBy(cause)
  const told = `${what} in Databricks: `
  const found = said.message.replaceAll(/\s+/g, ' ').slice(0, LONGEST_ANSWER)
  const lasting = FINAL.find(([matches]) => matches(said))
  const brief = lasting ? undefined : PASSING.find(([matches]) => matches(said))
  if (brief)
    return passing(
      brief[1],
      `${told}${brief[2]} ${found}`,
      isConflicting(said) ? { details: [MARK] } : {},
    )
  const [, type, meaning] = lasting ?? [
    null,
    'Warehouse' as const,
    'it was refused; the tables are as they were.',
  ]
  return final(type, `${told}${meaning} ${found}`)
}

const LONGEST_ANSWER = 1000

function saidBy(cause: unknown): Said {
  const error = cause instanceof Error ? cause : new Error(messageOf(cause))
  const payload = 'payload' in error ? error.payload : undefined
  // What ended the driver's own tries.
  if (payload instanceof Error) return saidBy(payload)
  return {
    message: error.message,
    sqlState: stateOf(error),
    code: 'errorCode' in error ? String(error.errorCode) : reasonOf(error),
    status: statusOf(error) || statusOf(payload),
  }
}

/** What an error says; the driver throws what the server tells of a call as an object that is no error. */
export function messageOf(cause: unknown): string {
  const held = typeof cause === 'object' && cause !== null && 'message' in cause
  return held ? String(cause.message) : String(cause)
}

function stateOf(error: Error): string {
  const response = 'response' in error ? error.response : undefined
  const held = typeof response === 'object' && response && 'sqlState' in response
  return held ? String(response.sqlState) : ''
}

function statusOf(found: unknown): number {
  if (typeof found !== 'object' || found === null) return 0
  if ('statusCode' in found) return Number(found.statusCode) || 0
  const response = 'response' in found ? found.response : undefined
  const held = typeof response === 'object' && response && 'status' in response
  return held ? Number(response.status) || 0 : 0
}

const LONGEST = 160

/** The beginning of a statement, on one line. */
export function briefly(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim()
  return `Running "${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`
}
