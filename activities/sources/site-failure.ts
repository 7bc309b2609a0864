import type { ApplicationFailure } from '@temporalio/common'

import { final, passing } from '../failure.ts'
import { untilWhen } from '../until-when.ts'

/** An answer whose status is no success, as the failure of a step. */
export function refusedStatus(
  asked: URL,
  { status, statusText, headers }: Response,
): ApplicationFailure {
  const found = `Reading ${asked.href}: the site answered ${`${status} ${statusText}`.trim()}, wanted is 200.`
  const waitMs = retryAfterMs(headers.get('retry-after'))
  if (status === 429)
    return passing(
      'Quota',
      `${found} It asks to be read more slowly; the step has to wait ${untilWhen(waitMs)}.`,
      { waitMs },
    )
  if (status >= 500 || status === 408)
    return passing('Unavailable', `${found} ${TRIED_AGAIN}`, { waitMs })
  if (status === 404)
    // Release pages answer so to every error, also when the service behind them is down.
    return passing(
      'NotFound',
      `${found} The page is gone, or the service behind it is down. ${TRIED_AGAIN}`,
      { waitMs },
    )
  if (status === 401 || status === 403)
    return final(
      'Unauthorised',
      `${found} The pages are public: ask who runs the site whether it blocks this machine.`,
    )
  return final(
    'BadRequest',
    `${found} Look whether EES_SITE_URL names the site and whether its pages moved.`,
  )
}

/** A request without an answer, or with half of one, as the failure of a step. */
export function noAnswer(asked: URL, cause: unknown, timeoutMs: number): ApplicationFailure {
  const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError'
  const found = timedOut ? `no whole answer within ${timeoutMs / 1000} s` : reason(cause)
  return passing('Unavailable', `Reading ${asked.href}: ${found}. ${TRIED_AGAIN}`, { cause })
}

const TRIED_AGAIN =
  'The step is tried again; if this goes on, open the page in a browser and look at EES_SITE_URL.'

/** The fetch error itself says only that it failed. */
function reason(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error))
  return cause instanceof Error ? `${message} (${cause.message || cause.name})` : message
}

/** Seconds, or a date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}
