import { inOrder } from './in-order.ts'
import { type ListForm, readListPage } from './list-page.ts'
import { createSiteReader, type SitePage, type SiteReaderOptions } from './site-reader.ts'
import { readWholeList } from './whole-list.ts'

/** Waits between two requests, in milliseconds. */
interface Pauses {
  readonly list: number
  readonly detail: number
}

/** What the service's pages are read with; they are not made for programs. */
const PAUSES: Pauses = { list: 500, detail: 300 }
const REQUESTS_AT_ONCE = 2

export interface VisitOptions extends Omit<SiteReaderOptions, 'atOnce'> {
  /** @default half a second between list pages, 0.3 s between others */
  readonly pauseMs?: Pauses
  /** Requests under way at once. @default 2 */
  readonly limit?: number
}

/** Reads of the site that end together: after a failure the others would go on for nobody. */
export interface Visit {
  /** The items of a list, whose pages are at these paths. */
  readonly list: <Item>(
    form: ListForm<Item>,
    path: (page: number) => string,
  ) => Promise<readonly Item[]>
  readonly page: <T>(path: string, parse: (page: SitePage) => T) => Promise<T>
  /** What the work makes of each item, in their order. */
  readonly each: <Item, T>(
    items: readonly Item[],
    work: (item: Item) => Promise<T>,
  ) => Promise<readonly T[]>
}

export type MakeVisit = <T>(signal: AbortSignal, work: (visit: Visit) => Promise<T>) => Promise<T>

/** Visits to the site at `url`; pauses and the limit hold for all of them together. */
export function createVisits(options: VisitOptions): MakeVisit {
  const { pauseMs = PAUSES, limit = REQUESTS_AT_ONCE } = options
  const read = createSiteReader({ ...options, atOnce: limit })

  const visitOf = (signal: AbortSignal): Visit => ({
    list: (form, path) =>
      readWholeList(form, (page) =>
        read({ path: path(page), pauseMs: pauseMs.list, signal }, (found) =>
          readListPage(form, found, page),
        ),
      ),
    page: (path, parse) => read({ path, pauseMs: pauseMs.detail, signal }, parse),
    each: (items, work) => Array.fromAsync(inOrder(items, limit, work)),
  })

  return async (signal, work) => {
    const over = new AbortController()
    try {
      return await work(visitOf(AbortSignal.any([signal, over.signal])))
    } finally {
      over.abort()
    }
  }
}
