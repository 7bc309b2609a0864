const MINUTE = 60_000

/** Google's daily quotas begin anew at midnight there. */
const QUOTA_ZONE = 'America/Los_Angeles'

/**
 * Milliseconds until a quota that Google calls used up is there again, by what its message says of it; undefined where
 * that is a matter of seconds (requests under way, requests a minute) and the usual waits between tries will do.
 */
export function quotaWait(message: string, now: Date): number | undefined {
  if (/per day|24 hours|tomorrow|daily|long.?term/i.test(message)) return untilMidnight(now)
  if (/hour|thresholded|server errors/i.test(message)) return 60 * MINUTE
  // The load quota of Search Console is counted in stretches of ten minutes, with the advice to wait for fifteen.
  if (/15 minutes|load quota|short.?term/i.test(message)) return 15 * MINUTE
  return undefined
}

function untilMidnight(now: Date): number {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(QUOTA_ZONE)
  return here.startOfDay().add({ days: 1 }).since(here).total('milliseconds')
}
