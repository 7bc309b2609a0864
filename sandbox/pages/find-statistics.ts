import type { Publication } from '../publication.ts'
import { document } from './document.ts'
import { markup, type Markup } from './markup.ts'
import { pagination } from './pagination.ts'
import { publishedOn } from './published-on.ts'
import { summaryRow, time } from './summary-row.ts'

export const PAGE_SIZE = 10

const SORTS = ['newest', 'oldest', 'title', 'relevance'] as const
type Sort = (typeof SORTS)[number]

/** One page of the list: what it states, what it shows, and what its data hold. */
export interface ListView {
  readonly query: URLSearchParams
  readonly sort: Sort
  readonly page: number
  /** Publications found, as the page states it. */
  readonly stated: number
  /** Stands in for the text that states the count. */
  readonly countText?: string
  readonly shown: readonly Publication[]
  /** The same list once more, as data; undefined leaves them out. */
  readonly data: { readonly total: number; readonly results: readonly Publication[] } | undefined
  /** The search behind the page did not answer. */
  readonly failed: boolean
}

/** The page of the list that a query asks for. */
export function listView(all: readonly Publication[], query: URLSearchParams): ListView {
  const search = query.get('search')?.toLowerCase() ?? ''
  const found = all.filter(({ title }) => title.toLowerCase().includes(search))
  const sort = SORTS.find((name) => name === query.get('sortBy')) ?? 'newest'
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1)
  const shown = found.toSorted(ORDERS[sort]).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const data = { total: found.length, results: shown }
  return { query, sort, page, stated: found.length, shown, data, failed: false }
}

const byTitle = (a: Publication, b: Publication) => a.title.localeCompare(b.title, 'en')
const byAge = (a: Publication, b: Publication) => Number(publishedOn(b)) - Number(publishedOn(a))

const ORDERS: Readonly<Record<Sort, (a: Publication, b: Publication) => number>> = {
  newest: byAge,
  oldest: (a, b) => byAge(b, a),
  title: byTitle,
  relevance: byTitle,
}

/** `/find-statistics`. */
export function findStatistics(view: ListView): string {
  const pages = Math.ceil(view.stated / PAGE_SIZE)
  const href = (page: number) => {
    const query = new URLSearchParams(view.query)
    query.set('page', String(page))
    return `/find-statistics?${query.toString()}`
  }
  const main = markup`
    <h1 class="govuk-heading-xl" data-testid="page-title">Find statistics and data</h1>
    <p class="govuk-body-l">Search and browse statistical summaries and download associated data.</p>
    <p class="govuk-!-margin-bottom-0" data-testid="total-results">${view.countText ?? countText(view, pages)}</p>
    <span class="govuk-visually-hidden"> Sorted by ${view.sort}</span>
    ${view.failed ? spinner : list(view.shown)}
    ${pagination({ page: view.page, pages, href })}`
  return document({
    title: 'Find statistics and data',
    main,
    route: '/find-statistics',
    query: Object.fromEntries(view.query),
    pageProps: pageProps(view),
    noIndex: view.query.has('sortBy'),
  })
}

function countText(view: ListView, pages: number): string {
  const results = `${view.stated} ${view.stated === 1 ? 'result' : 'results'}`
  const place = pages === 0 ? '0 pages' : `page ${view.page} of ${pages}`
  const scope = view.query.get('search') ? 'filtered by: ' : 'showing all publications'
  return `${results}, ${place}, ${scope}`
}

const spinner = markup`
  <div class="LoadingSpinner_noInlineFlex__q1W2e" data-testid="loadingSpinner">
    <div class="LoadingSpinner_spinner__r3T4y"></div>
    <span class="govuk-visually-hidden">Loading publications</span>
  </div>`

function list(shown: readonly Publication[]): Markup {
  return markup`
    <ul class="govuk-list" id="searchResults" data-testid="publicationsList">${shown.map(item)}</ul>`
}

function item(publication: Publication): Markup {
  const { slug, title, latestRelease } = publication
  return markup`
    <li class="PublicationSummary_container__Vb3aX govuk-!-margin-top-4">
      <h3 class="govuk-!-margin-bottom-2">
        <a class="govuk-link" href="/find-statistics/${slug}/${latestRelease}">${title}</a>
      </h3>
      <p>${title}: figures for England, by year and region.</p>
      <dl class="govuk-summary-list govuk-summary-list--no-border">
        ${summaryRow('Release type', 'Accredited official statistics')}
        ${summaryRow('Published', time(publishedOn(publication)))}
        ${summaryRow('Theme', 'Schools')}
      </dl>
    </li>`
}

function pageProps({ data, failed, page, query }: ListView) {
  if (data === undefined) return undefined
  if (failed) return { dehydratedState: { mutations: [], queries: [] } }
  const paging = {
    page,
    pageSize: PAGE_SIZE,
    totalPages: Math.ceil(data.total / PAGE_SIZE),
    totalResults: data.total,
  }
  const results = data.results.map((publication) => ({
    id: publication.id,
    slug: publication.slug,
    title: publication.title,
    latestReleaseSlug: publication.latestRelease,
    published: publishedOn(publication).toISOString(),
  }))
  const found = {
    queryKey: ['listPublications', Object.fromEntries(query)],
    state: { status: 'success', data: { paging, results } },
  }
  const themes = { queryKey: ['listThemes'], state: { status: 'success', data: [] } }
  return { dehydratedState: { mutations: [], queries: [themes, found] } }
}
