import { markup } from './markup.ts'

export const PAGE_SIZE = 10

/** One page of a list: what it states, what it shows, and what its data hold. */
export interface ListView<Item> {
  readonly query: URLSearchParams
  readonly page: number
  /** Found in all, as the page states it. */
  readonly stated: number
  /** Stands in for the text that states the count. */
  readonly countText?: string
  readonly shown: readonly Item[]
  /** The same list once more, as data; undefined leaves them out. */
  readonly data: { readonly total: number; readonly results: readonly Item[] } | undefined
  /** The search behind the page did not answer. */
  readonly failed: boolean
}

/** The page of what was found that a query asks for; one past the end has nothing to show. */
export function pageOf<Item>(found: readonly Item[], query: URLSearchParams): ListView<Item> {
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1)
  const shown = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const data = { total: found.length, results: shown }
  return { query, page, stated: found.length, shown, data, failed: false }
}

export const pagesOf = ({ stated }: ListView<unknown>): number => Math.ceil(stated / PAGE_SIZE)

/** The address of another page of the same list. */
export const hrefOf =
  (path: string, { query }: ListView<unknown>) =>
  (page: number): string => {
    const asked = new URLSearchParams(query)
    asked.set('page', String(page))
    return `${path}?${asked.toString()}`
  }

/** What the page was rendered from: the results of its query, as `result` puts each. */
export function listProps<Item>(
  key: string,
  { data, failed, page, query }: ListView<Item>,
  result: (item: Item) => Readonly<Record<string, unknown>>,
) {
  if (data === undefined) return undefined
  if (failed) return { dehydratedState: { mutations: [], queries: [] } }
  const paging = {
    page,
    pageSize: PAGE_SIZE,
    totalPages: Math.ceil(data.total / PAGE_SIZE),
    totalResults: data.total,
  }
  const found = {
    queryKey: [key, Object.fromEntries(query)],
    state: { status: 'success', data: { paging, results: data.results.map(result) } },
  }
  const themes = { queryKey: ['listThemes'], state: { status: 'success', data: [] } }
  return { dehydratedState: { mutations: [], queries: [themes, found] } }
}

/** In the place of a list that did not come. */
export const spinner = markup`
  <div class="LoadingSpinner_noInlineFlex__q1W2e" data-testid="loadingSpinner">
    <div class="LoadingSpinner_spinner__r3T4y"></div>
    <span class="govuk-visually-hidden">Loading results</span>
  </div>`
