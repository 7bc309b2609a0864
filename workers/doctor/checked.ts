import { type Finding, missing } from './finding.ts'

interface Check {
  /** What is looked at, as in `the search attributes`. */
  readonly of: string
  readonly seconds: number
}

/** Looks at something for so long at most; what goes wrong is a finding, and so does not stop what else is looked at. */
export async function checked(
  { of, seconds }: Check,
  look: (signal: AbortSignal) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const stop = new AbortController()
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(
      new Error(`Looking at ${of}: no answer within ${seconds} s. Is it slow, or out of reach?`),
    )
  }, seconds * 1000)
  try {
    return await Promise.race([look(stop.signal), late])
  } catch (error) {
    return [missing(error instanceof Error ? error.message : String(error))]
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}
