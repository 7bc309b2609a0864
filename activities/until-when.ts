const MINUTE = 60_000

/**
 * How long to wait, for a person: `until 08:00 UTC (in 95 minutes)`; `a while` where the other side did not say.
 * `waitMs` in milliseconds.
 */
export function untilWhen(waitMs: number | undefined): string {
  if (!waitMs) return 'a while'
  const now = Date.now()
  const minutes = Math.ceil(waitMs / MINUTE)
  // A minute later than said is in time, a second earlier is not.
  const then = new Date(Math.ceil((now + waitMs) / MINUTE) * MINUTE)
  return `until ${then.toISOString().slice(11, 16)} UTC (in ${minutes} minute${minutes === 1 ? '' : 's'})`
}
