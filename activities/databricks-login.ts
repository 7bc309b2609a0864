import { final, passing } from './failure.ts'

/** A value that texts, JSON and logs do not show. */
interface Hidden {
  reveal(): string
}

export type Login =
  | { readonly kind: 'token'; readonly token: Hidden }
  | { readonly kind: 'client'; readonly id: string; readonly secret: Hidden }

/** What every request carries. */
export type Headers = Readonly<Record<string, string>>

interface Granted {
  readonly token: string
  readonly until: number
}

/** A token that ends within this time is not begun with. */
const SPARE_MS = 60_000

const ANSWER_MS = 30_000

/**
 * What proves who asks: the token as it is, or one that a service principal is granted for an hour by OAuth's client
 * credentials, asked for again before it ends.
 */
export function loginHeaders(host: string, login: Login): () => Promise<Headers> {
  if (login.kind === 'token') return () => Promise.resolve(bearer(login.token.reveal()))
  let granted: Promise<Granted> | undefined
  return async () => {
    const held = await granted?.catch(() => undefined)
    if (!held || held.until - SPARE_MS < Date.now()) granted = grant(host, login)
    return bearer((await (granted ?? grant(host, login))).token)
  }
}

const bearer = (token: string): Headers => ({ Authorization: `Bearer ${token}` })

async function grant(
  host: string,
  { id, secret }: Extract<Login, { kind: 'client' }>,
): Promise<Granted> {
  const what = `Asking ${host} for a token of the service principal ${id}`
  const answer = await fetch(`https://${host}/oidc/v1/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${secret.reveal()}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=all-apis',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((cause: unknown) => {
    throw passing('Warehouse', `${what}: no answer (${reasonOf(cause)}). The step tries again.`)
  })
  if (answer.status === 429 || answer.status >= 500)
    throw passing('Warehouse', `${what}: it answered ${answer.status}. The step tries again.`)
  const given: unknown = await answer.json().catch(() => undefined)
  if (answer.ok && isGrant(given))
    return { token: given.access_token, until: Date.now() + given.expires_in * 1000 }
  throw final(
    'Unauthorised',
    `${what}: it was refused with ${answer.status}. Check DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, and that the secret has not expired.`,
  )
}

const isGrant = (given: unknown): given is { access_token: string; expires_in: number } =>
  typeof given === 'object' &&
  given !== null &&
  'access_token' in given &&
  'expires_in' in given &&
  typeof given.access_token === 'string' &&
  typeof given.expires_in === 'number'

/** Why a request had no answer: the system's own code, where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return 'code' in error ? String(error.code) : error.message
}
