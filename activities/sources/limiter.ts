import pLimit from 'p-limit'

/**
 * GA4 lets a property have ten requests under way and counts what goes beyond as an error; half of that leaves room
 * for the people who look at its reports meanwhile.
 */
const REQUESTS_AT_ONCE = 5

/** Runs a request as soon as fewer than the limit are under way; rejects with the signal's reason once it is aborted. */
export type Limiter = <T>(signal: AbortSignal, request: () => Promise<T>) => Promise<T>

/** A limit on requests under way, to be shared by all sources of a worker. */
export function createLimiter(atOnce: number = REQUESTS_AT_ONCE): Limiter {
  const limit = pLimit(atOnce)
  return (signal, request) =>
    limit(() => {
      signal.throwIfAborted()
      return request()
    })
}
