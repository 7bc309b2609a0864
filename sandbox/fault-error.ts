import type { Fault } from './faults.ts'
import { exhausted, expiredToken, type GoogleError, internal, unavailable } from './google-error.ts'

/** The error that a fault consists in, if it is one that the server states. */
export function faultError(fault: Fault | undefined, service: string): GoogleError | undefined {
  switch (fault?.kind) {
    case 'quota':
      return exhausted(
        'Exhausted concurrent requests quota. Please send fewer requests concurrently.',
        fault.seconds ?? 1,
      )
    case 'internal':
      return internal()
    case 'unavailable':
      return unavailable()
    case 'unauthorised':
      return expiredToken(service)
    default:
      return undefined
  }
}
