import { ApplicationFailure } from '@temporalio/common'

import manifest from '../../package.json' with { type: 'json' }
import { createLimiter } from './limiter.ts'
import { createPace, pause } from './pace.ts'
import { noAnswer, refusedStatus } from './site-failure.ts'

export interface SiteReaderOptions {
  /** Where the site's root is. */
  readonly url: string
  /** Requests under way at once. */
  readonly atOnce: number
  /** How long an answer may take, whole. @default 30 s */
  readonly timeoutMs?: number
  /** Tries of one page before the step fails. @default 4 */
  readonly attempts?: number
  /** The wait after the first try, doubled after each; unless the site states one. @default 1 s */
  readonly backoffMs?: number
  /** Who reads, and what for. */
  readonly userAgent?: string
}

const USER_AGENT = `${manifest.name}/${manifest.version} (reads lists and latest releases once a day, for the service's own analytics)`

/** A longer wait than this is left to whoever runs the step. */
const LONGEST_WAIT_MS = 60_000

/** A page as the site served it. */
export interface SitePage {
  /** What was asked for. */
  readonly path: string
  /** Where redirects led. */
  readonly finalUrl: URL
  readonly html: string
}

interface Asked {
  /** Path and query. */
  readonly path: string
  /** From this request's start and end to the next one's start. */
  readonly pauseMs: number
  readonly signal: AbortSignal
}

/** Reads a page and makes of it what `parse` says; a fault that passes is tried again, also one that `parse` finds. */
export type ReadPage = <T>(asked: Asked, parse: (page: SitePage) => T) => Promise<T>

/** A reader of the site's pages; pauses and the limit hold for all that is read with it. */
export function createSiteReader(options: SiteReaderOptions): ReadPage {
  const { url, timeoutMs = 30_000, attempts = 4, backoffMs = 1000 } = options
  const headers = { 'user-agent': options.userAgent ?? USER_AGENT, accept: 'text/html' }
  const limiter = createLimiter(options.atOnce)
  const pace = createPace()

  async function fetchPage({ path, signal }: Asked): Promise<SitePage> {
    const asked = new URL(path, url)
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await fetch(asked, { headers, signal: within })
      const html = await response.text()
      if (!response.ok) throw refusedStatus(asked, response)
      return { path, finalUrl: new URL(response.url), html }
    } catch (error) {
      signal.throwIfAborted()
      throw error instanceof ApplicationFailure ? error : noAnswer(asked, error, timeoutMs)
    }
  }

  const once = <T>(asked: Asked, parse: (page: SitePage) => T) =>
    limiter(asked.signal, async () => {
      await pace.turn(asked.pauseMs, asked.signal)
      try {
        return parse(await fetchPage(asked))
      } finally {
        pace.hold(asked.pauseMs)
      }
    })

  return async function read(asked, parse) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(asked, parse)
      } catch (error) {
        const stated = statedWait(error)
        if (attempt === attempts || stated > LONGEST_WAIT_MS) throw error
        // A site that asks to wait means all that read it.
        pace.hold(stated)
        await pause(backoffMs * 2 ** (attempt - 1) * (1 + Math.random() / 2), asked.signal)
      }
    }
  }
}

/** How long the site asks to wait before another try, 0 where it does not say. */
function statedWait(error: unknown): number {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable) return Infinity
  return typeof error.nextRetryDelay === 'number' ? error.nextRetryDelay : 0
}
