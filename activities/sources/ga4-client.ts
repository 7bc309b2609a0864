import { setImmediate } from 'node:timers/promises'

import { BetaAnalyticsDataClient } from '@google-analytics/data'
import { type AuthClient, type GoogleAuth, PassThroughClient } from 'google-auth-library'

import { googleCredentials, noCredentials } from './google-credentials.ts'
import type { GoogleEndpoint } from './google-endpoint.ts'
import { BY_NODE } from './google-transport.ts'
import { within } from './within.ts'

const SCOPE = 'https://www.googleapis.com/auth/analytics.readonly'

interface Bounds {
  readonly signal: AbortSignal
  /** For each request. */
  readonly timeoutMs: number
}

/**
 * Google's client in its REST mode, whose requests end with the signal or the time-out. It costs two milliseconds, so
 * each window has its own. The credentials are looked for first: the client throws outside any promise where it finds
 * none. Its calls take `{timeout: Infinity}`: a time-out of its own keeps each answer in memory until it is over.
 */
export async function ga4Client(
  endpoint: GoogleEndpoint | undefined,
  bounds: Bounds,
): Promise<BetaAnalyticsDataClient> {
  const signed = endpoint?.signed ?? true
  const auth = signed ? await googleCredentials(SCOPE) : noCredentials()
  return new BetaAnalyticsDataClient({
    ...(endpoint && addressOf(endpoint)),
    fallback: true,
    authClient: new Requests(auth, bounds),
  })
}

function addressOf({ url }: GoogleEndpoint) {
  const secure = url.protocol === 'https:'
  // The client puts together `protocol://apiEndpoint:port`, and takes https where it is not told.
  return {
    apiEndpoint: url.hostname,
    port: Number(url.port || (secure ? 443 : 80)),
    protocol: secure ? 'https' : 'http',
  }
}

/** The way by which the client sends: the real credentials, with what the client itself has no means for. */
class Requests extends PassThroughClient {
  readonly #auth: GoogleAuth
  readonly #bounds: Bounds

  constructor(auth: GoogleAuth, bounds: Bounds) {
    super()
    this.#auth = auth
    this.#bounds = bounds
  }

  /** The client's `fetch` ends here. */
  override request<T>(options: Parameters<AuthClient['request']>[0]) {
    const { signal, timeoutMs } = this.#bounds
    return within(timeoutMs, signal, async (bound) => {
      const response = await this.#auth.request<T>({ ...options, ...BY_NODE, signal: bound })
      const body = await response.arrayBuffer()
      await turn()
      // What the client does next, in one go, is to decode the body.
      return Object.assign(response, { arrayBuffer: async () => body })
    })
  }
}

let lastTurn = Promise.resolve()

/**
 * Resolves in a turn of the event loop that nobody else has. Decoding a page stops the loop for up to a second;
 * without this, several pages that arrive together would be decoded back to back, before any heartbeat.
 */
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => setImmediate())
  return lastTurn
}
