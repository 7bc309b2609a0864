import { isObject, type UnknownObject } from './unknown-object.ts'

/** What an error of either Google client says, in one form. */
export interface GoogleError {
  /** Of HTTP; undefined where no answer came, or a broken one. */
  readonly status: number | undefined
  /** Of gRPC, from the GA4 client. */
  readonly code: number | undefined
  readonly message: string
  /** Google's words for the kind of error, such as `quotaExceeded` or `SERVICE_DISABLED`. */
  readonly reasons: readonly string[]
  /** The wait that Google states, in milliseconds. */
  readonly waitMs: number | undefined
}

/** Of gRPC; a time-out of ours is told by it, whichever the client. */
export const DEADLINE_EXCEEDED = 4

/** A page of HTML in the place of an answer would drown what else there is to say. */
const MESSAGE_LENGTH = 400

/** What an error of the GA4 client or of the Search Console client says; undefined for any other. */
export function readGoogleError(error: unknown): GoogleError | undefined {
  if (!(error instanceof Error)) return undefined
  const fields = fieldsOf(error)
  const body = bodyOf(error)
  const told = {
    message: shorten(messageOf(body) ?? reasonOf(error)),
    reasons: reasonsOf(fields, body),
  }
  // Each client's errors are told by a field that theirs alone have: either class exists in several copies.
  if ('statusDetails' in error) {
    const { code, httpStatusCode } = fields
    return {
      ...told,
      status: number(httpStatusCode),
      code: number(code),
      waitMs: retryInfo(fields),
    }
  }
  if (error.name === 'TimeoutError')
    return { ...told, status: undefined, code: DEADLINE_EXCEEDED, waitMs: undefined }
  if (!('config' in error)) return undefined
  return {
    ...told,
    status: number(fields['status']),
    code: undefined,
    waitMs: retryAfter(error),
  }
}

/** The body that came with the error; the GA4 client hands it on only inside the cause, and not always. */
function bodyOf(error: Error): UnknownObject {
  const response = fieldsOf(fieldsOf(error)['response'] ?? fieldsOf(error.cause)['response'])
  return fieldsOf(response['data'])
}

/** The API's `{error: {message}}`, or the token server's `{error, error_description}`. */
function messageOf(body: UnknownObject): string | undefined {
  if (typeof body['error'] === 'string')
    return [body['error'], body['error_description']].filter(Boolean).join(': ')
  return text(fieldsOf(body['error'])['message'])
}

/** Where a connection failed, only the innermost cause says how: the errors around it say that a fetch failed. */
function reasonOf(error: Error): string {
  let cause: unknown = error.cause
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  if (!(cause instanceof Error) || !('syscall' in cause || 'errors' in cause)) return error.message
  return `${error.message}: ${cause.message || text(fieldsOf(cause)['code']) || cause.name}`
}

function reasonsOf(error: UnknownObject, body: UnknownObject): readonly string[] {
  const told = fieldsOf(body['error'])
  const listed = [...list(told['errors']), ...list(told['details'])]
  const reasons = [
    error['reason'],
    told['status'],
    ...listed.map((item) => fieldsOf(item)['reason']),
  ]
  return reasons.filter((reason) => typeof reason === 'string')
}

/** RetryInfo, as the GA4 client decodes it: `{retryDelay: {seconds: '3', nanos: 500000000}}`. */
function retryInfo(error: UnknownObject): number | undefined {
  for (const detail of list(error['statusDetails'])) {
    const delay = fieldsOf(fieldsOf(detail)['retryDelay'])
    if ('seconds' in delay || 'nanos' in delay)
      return Number(delay['seconds'] ?? 0) * 1000 + Number(delay['nanos'] ?? 0) / 1e6
  }
  return undefined
}

/** The header, in seconds or as a date. */
function retryAfter(error: Error): number | undefined {
  const { headers } = fieldsOf(fieldsOf(error)['response'])
  const value = headers instanceof Headers ? headers.get('retry-after') : null
  if (value === null) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

const fieldsOf = (value: unknown): UnknownObject => (isObject(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

function shorten(message: string): string {
  const line = message.replaceAll(/\s+/g, ' ').trim()
  return line.length > MESSAGE_LENGTH ? `${line.slice(0, MESSAGE_LENGTH)}…` : line
}
