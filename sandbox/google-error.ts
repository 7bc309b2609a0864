/** An error as Google's APIs state it in the body. */
export class GoogleError extends Error {
  readonly httpStatus: number
  /** As `INVALID_ARGUMENT`. */
  readonly status: string
  readonly details: readonly Readonly<Record<string, unknown>>[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    [httpStatus, status]: readonly [number, string],
    message: string,
    more: Partial<Pick<GoogleError, 'details' | 'headers'>> = {},
  ) {
    super(message)
    this.httpStatus = httpStatus
    this.status = status
    this.details = more.details ?? []
    this.headers = more.headers ?? {}
  }

  /** The body; Search Console, being older, also lists the error the old way. */
  body(old?: { readonly reason: string }): string {
    const { httpStatus: code, message, status, details } = this
    const errors = old && [{ message, domain: 'global', reason: old.reason }]
    return JSON.stringify({
      error: {
        code,
        message,
        ...(errors && { errors }),
        status,
        ...(details.length > 0 && { details }),
      },
    })
  }
}

const TYPE = 'type.googleapis.com/google.rpc'

export const invalidArgument = (message: string): GoogleError =>
  new GoogleError([400, 'INVALID_ARGUMENT'], message)

export const permissionDenied = (message: string): GoogleError =>
  new GoogleError([403, 'PERMISSION_DENIED'], message)

/** Nothing of the sandbox answers to this, though the original may. */
export const unimplemented = (what: string): GoogleError =>
  new GoogleError([501, 'UNIMPLEMENTED'], `The sandbox does not serve ${what}; leave it out.`)

/** The JSON has keys that the message has no field for. */
export function unknownFields(names: readonly string[], at = ''): GoogleError {
  const place = at === '' ? '' : ` at '${at}'`
  const violations = names.map((name) => ({
    ...(at !== '' && { field: at }),
    description: `Invalid JSON payload received. Unknown name "${name}"${place}: Cannot find field.`,
  }))
  return new GoogleError(
    [400, 'INVALID_ARGUMENT'],
    violations.map(({ description }) => description).join('\n'),
    { details: [{ '@type': `${TYPE}.BadRequest`, fieldViolations: violations }] },
  )
}

/** A quota is used up; `waitSeconds` as the server states it. */
export function exhausted(message: string, waitSeconds?: number): GoogleError {
  return new GoogleError([429, 'RESOURCE_EXHAUSTED'], message, {
    ...(waitSeconds !== undefined && {
      details: [{ '@type': `${TYPE}.RetryInfo`, retryDelay: `${waitSeconds}s` }],
      headers: { 'retry-after': String(Math.ceil(waitSeconds)) },
    }),
  })
}

/** The access token is no longer good. */
export function expiredToken(service: string): GoogleError {
  return new GoogleError(
    [401, 'UNAUTHENTICATED'],
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    {
      details: [
        {
          '@type': `${TYPE}.ErrorInfo`,
          reason: 'ACCESS_TOKEN_EXPIRED',
          domain: 'googleapis.com',
          metadata: { service },
        },
      ],
      headers: {
        'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"',
      },
    },
  )
}

export const internal = (): GoogleError =>
  new GoogleError([500, 'INTERNAL'], 'Internal error encountered.')

export const unavailable = (): GoogleError =>
  new GoogleError([503, 'UNAVAILABLE'], 'The service is currently unavailable.')
