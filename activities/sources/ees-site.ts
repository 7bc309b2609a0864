import type { DataFrame } from 'danfojs-node'

import { passing } from '../failure.ts'
import { createFrame } from '../frame.ts'
import { inOrder } from './in-order.ts'
import { type ListPage, readListPage } from './list-page.ts'
import { readPublicationTitle } from './publication-page.ts'
import { createSiteReader, type SiteReaderOptions } from './site-reader.ts'

/** Waits between two requests, in milliseconds. */
interface Pauses {
  readonly list: number
  readonly detail: number
}

/** What the service's pages are read with; they are not made for programs. */
const PAUSES: Pauses = { list: 500, detail: 300 }
const REQUESTS_AT_ONCE = 2

export interface EesSiteOptions extends Omit<SiteReaderOptions, 'atOnce'> {
  /** @default half a second between list pages, 0.3 s between publications */
  readonly pauseMs?: Pauses
  /** Requests under way at once. @default 2 */
  readonly limit?: number
}

/** A client that reads the site's pages. */
export interface EesSite {
  /**
   * The publications that the site lists, in its order: `slug`, `title`. There are exactly as many as it states.
   *
   * @throws {ApplicationFailure} `Unavailable` or `Quota` where the site does not answer in full, `BrokenContract`
   * where its pages are not of the known form or contradict each other.
   */
  publications(signal: AbortSignal): Promise<DataFrame>
}

/** A client of the site at `url`, which keeps its pauses whatever is asked of it, and by how many. */
export function createEesSite(options: EesSiteOptions): EesSite {
  const { pauseMs = PAUSES, limit = REQUESTS_AT_ONCE } = options
  const read = createSiteReader({ ...options, atOnce: limit })

  const listPage = (page: number, signal: AbortSignal) =>
    read(
      { path: `/find-statistics?page=${page}&sortBy=title`, pauseMs: pauseMs.list, signal },
      (found) => readListPage(found, page),
    )

  async function listedSlugs(signal: AbortSignal): Promise<readonly string[]> {
    const first = await listPage(1, signal)
    const slugs = new Set(first.slugs)
    for (let page = 2; page <= first.pages; page += 1) {
      const next = await listPage(page, signal)
      requireSameList(first, next)
      for (const slug of next.slugs) slugs.add(slug)
    }
    requireAll(first, slugs.size)
    return [...slugs]
  }

  async function title(slug: string, signal: AbortSignal): Promise<string[]> {
    const path = `/find-statistics/${slug}`
    return [slug, await read({ path, pauseMs: pauseMs.detail, signal }, readPublicationTitle)]
  }

  return {
    async publications(signal) {
      const stop = new AbortController()
      const either = AbortSignal.any([signal, stop.signal])
      try {
        const slugs = await listedSlugs(either)
        const rows = inOrder(slugs, limit, (slug) => title(slug, either))
        return await createFrame({ slug: 'STRING', title: 'STRING' }, await Array.fromAsync(rows))
      } finally {
        // After a failure the other request would go on for nobody.
        stop.abort()
      }
    },
  }
}

const READ_AGAIN = 'The list is read again; if this goes on, look at /find-statistics in a browser.'

/** Pages are kept for half a minute by what stands before the site, so that two may be of different ages. */
function requireSameList(first: ListPage, next: ListPage): void {
  if (first.stated === next.stated && first.pages === next.pages) return
  throw passing(
    'BrokenContract',
    `Reading the site's list of publications: page 1 stated ${first.stated} results on ${first.pages} pages, page ${next.page} states ${next.stated} on ${next.pages}; wanted is one list throughout. It changed meanwhile. ${READ_AGAIN}`,
  )
}

function requireAll({ stated }: ListPage, found: number): void {
  if (found === stated) return
  throw passing(
    'BrokenContract',
    `Reading the site's list of publications: its pages hold ${found} publications and state ${stated}; wanted is every one that is stated. It may have changed meanwhile. ${READ_AGAIN}`,
  )
}
