import { exhausted } from '../google-error.ts'

/** How much of a property's quota there is. */
export interface QuotaSizes {
  /** @default 2,000,000, an Analytics 360 property's */
  readonly tokensPerDay: number
  /** @default 400,000 */
  readonly tokensPerHour: number
  /** @default 140,000 */
  readonly tokensPerProjectPerHour: number
  /** Requests under way at once. @default 10 */
  readonly concurrentRequests: number
}

const SIZES: QuotaSizes = {
  tokensPerDay: 2_000_000,
  tokensPerHour: 400_000,
  tokensPerProjectPerHour: 140_000,
  concurrentRequests: 10,
}

const HOUR_MS = 3_600_000
const HINT =
  'To learn more, see https://developers.google.com/analytics/devguides/reporting/data/v1/quotas'

type Tokens = 'tokensPerDay' | 'tokensPerHour' | 'tokensPerProjectPerHour'

const buckets: Readonly<Record<Tokens, { readonly hours: number; readonly said: string }>> = {
  tokensPerDay: { hours: 24, said: 'per day. These quota tokens will return in under 24 hours.' },
  tokensPerHour: { hours: 1, said: 'per hour. These quota tokens will return in under an hour.' },
  tokensPerProjectPerHour: {
    hours: 1,
    said: 'for a project per hour. These quota tokens will return in under an hour.',
  },
}

/** What a property still lets its callers ask. */
export class Quota {
  readonly #sizes: QuotaSizes
  readonly #used: Record<Tokens, number> = {
    tokensPerDay: 0,
    tokensPerHour: 0,
    tokensPerProjectPerHour: 0,
  }
  readonly #since: Record<Tokens, number>
  #underWay = 0

  constructor(sizes: Partial<QuotaSizes> = {}) {
    this.#sizes = { ...SIZES, ...sizes }
    const now = Date.now()
    this.#since = { tokensPerDay: now, tokensPerHour: now, tokensPerProjectPerHour: now }
  }

  /** Lets a request in, or throws 429. Call what it returns when the request has been answered. */
  enter(): () => void {
    this.#refill()
    for (const name of tokenNames) {
      if (this.#left(name) <= 0)
        throw exhausted(`Exhausted property tokens ${buckets[name].said} ${HINT}`)
    }
    if (this.#underWay >= this.#sizes.concurrentRequests)
      throw exhausted(
        `Exhausted concurrent requests quota. Please send fewer requests concurrently. ${HINT}`,
      )
    this.#underWay += 1
    return () => {
      this.#underWay -= 1
    }
  }

  /** Charges a report. */
  spend(tokens: number): void {
    for (const name of tokenNames) this.#used[name] += tokens
  }

  /** The state as `returnPropertyQuota` asks for it. */
  state(consumed: number): Readonly<Record<string, unknown>> {
    const status = (name: Tokens) => ({ consumed, remaining: this.#left(name) })
    return {
      tokensPerDay: status('tokensPerDay'),
      tokensPerHour: status('tokensPerHour'),
      concurrentRequests: {
        consumed: 0,
        remaining: this.#sizes.concurrentRequests - this.#underWay + 1,
      },
      serverErrorsPerProjectPerHour: { consumed: 0, remaining: 50 },
      potentiallyThresholdedRequestsPerHour: { consumed: 0, remaining: 120 },
      tokensPerProjectPerHour: status('tokensPerProjectPerHour'),
    }
  }

  #left(name: Tokens): number {
    return Math.max(0, this.#sizes[name] - this.#used[name])
  }

  #refill(): void {
    for (const name of tokenNames) {
      if (Date.now() - this.#since[name] < buckets[name].hours * HOUR_MS) continue
      this.#since[name] = Date.now()
      this.#used[name] = 0
    }
  }
}

const tokenNames: readonly Tokens[] = ['tokensPerDay', 'tokensPerHour', 'tokensPerProjectPerHour']

/**
 * What a report costs: more for many days, for many columns and for many rows returned. The API's own rule is not
 * published; this one gives what was seen of it: 1 for a short and narrow report, 4 for nine dimensions by ten metrics,
 * 7 for one by one over a year.
 */
export function tokensFor(report: {
  readonly days: number
  readonly columns: number
  readonly rows: number
}): number {
  return (
    1 +
    Math.floor(report.days / 60) +
    Math.floor(report.columns / 6) +
    Math.floor(report.rows / 20_000)
  )
}
