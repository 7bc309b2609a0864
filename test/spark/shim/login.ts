import { randomBytes, timingSafeEqual } from 'node:crypto'

import type { Answer } from './answer.ts'

/** Who may use the warehouse. */
export interface Credentials {
  readonly token: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface Login {
  /** Why a request with this header is refused; undefined where it is not. */
  readonly refusal: (authorization: string | undefined) => Answer | undefined
  /** The answer of the token endpoint. */
  readonly token: (authorization: string | undefined, body: string) => Answer
  /** What the endpoint says of itself. */
  readonly discovery: (origin: string) => Answer
  /** Ends every token that was given out. */
  readonly expire: () => void
}

const LIFETIME_S = 3600

/** Checks access tokens, and gives them out to a service principal (OAuth, machine to machine). */
export function openLogin(credentials: Credentials, isRefused: () => boolean): Login {
  const issued = new Map<string, number>()

  function accepts(bearer: string): boolean {
    if (isRefused()) return false
    return same(bearer, credentials.token) || (issued.get(bearer) ?? 0) > Date.now()
  }

  function issue(): Answer {
    const now = Math.floor(Date.now() / 1000)
    const claims = { sub: credentials.clientId, iat: now, exp: now + LIFETIME_S, scope: 'all-apis' }
    const accessToken = [{ alg: 'RS256', typ: 'at+jwt' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat(randomBytes(32).toString('base64url'))
      .join('.')
    issued.set(accessToken, (now + LIFETIME_S) * 1000)
    const grant = { token_type: 'Bearer', scope: 'all-apis', expires_in: LIFETIME_S }
    return { status: 200, json: { access_token: accessToken, ...grant } }
  }

  return {
    refusal: (authorization) => {
      const [, bearer] = /^Bearer (.+)$/.exec(authorization ?? '') ?? []
      if (bearer === undefined)
        return {
          status: 401,
          json: {
            error_code: 401,
            message: 'Credential was not sent or was of an unsupported type for this API.',
          },
        }
      if (accepts(bearer)) return undefined
      return { status: 403, json: { error_code: 403, message: 'Invalid access token.' } }
    },
    token: (authorization, body) => {
      const form = new URLSearchParams(body)
      if (form.get('grant_type') !== 'client_credentials')
        return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is supported.')
      if (form.get('scope') !== 'all-apis')
        return oauthError(400, 'invalid_scope', 'The only scope of this flow is all-apis.')
      const { id, secret } = clientOf(authorization, form)
      const known = same(id, credentials.clientId) && same(secret, credentials.clientSecret)
      if (!known || isRefused())
        return oauthError(401, 'invalid_client', 'Client authentication failed')
      return issue()
    },
    discovery: (origin) => ({
      status: 200,
      json: {
        issuer: `${origin}/oidc`,
        authorization_endpoint: `${origin}/oidc/v1/authorize`,
        token_endpoint: `${origin}/oidc/v1/token`,
        response_types_supported: ['code', 'id_token'],
        grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        scopes_supported: ['all-apis', 'email', 'offline_access', 'openid', 'profile', 'sql'],
      },
    }),
    expire: () => issued.clear(),
  }
}

/** By header or by form, as OAuth allows; in the header both are form-encoded. */
function clientOf(authorization: string | undefined, form: URLSearchParams) {
  const [, basic] = /^Basic (.+)$/.exec(authorization ?? '') ?? []
  if (basic === undefined)
    return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':')
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret) }
}

const oauthError = (status: number, error: string, description: string): Answer => ({
  status,
  json: { error, error_description: description },
})

const same = (left: string, right: string) =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
