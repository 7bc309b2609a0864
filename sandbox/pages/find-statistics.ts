import type { Publication } from '../publication.ts'
import { document } from './document.ts'
import { hrefOf, listProps, type ListView, pageOf, pagesOf, spinner } from './list-view.ts'
import { markup, type Markup } from './markup.ts'
import { pagination } from './pagination.ts'
import { publishedOn } from './published-on.ts'
import { summaryRow, time } from './summary-row.ts'

const SORTS = ['newest', 'oldest', 'title', 'relevance'] as const
type Sort = (typeof SORTS)[number]

/** The page of the list of publications that a query asks for. */
export function publicationsView(
  all: readonly Publication[],
  query: URLSearchParams,
): ListView<Publication> {
  const search = query.get('search')?.toLowerCase() ?? ''
  const found = all.filter(({ title }) => title.toLowerCase().includes(search))
  return pageOf(found.toSorted(ORDERS[sortOf(query)]), query)
}

const sortOf = (query: URLSearchParams): Sort =>
  SORTS.find((name) => name === query.get('sortBy')) ?? 'newest'

const byTitle = (a: Publication, b: Publication) => a.title.localeCompare(b.title, 'en')
const byAge = (a: Publication, b: Publication) => Number(publishedOn(b)) - Number(publishedOn(a))

const ORDERS: Readonly<Record<Sort, (a: Publication, b: Publication) => number>> = {
  newest: byAge,
  oldest: (a, b) => byAge(b, a),
  title: byTitle,
  relevance: byTitle,
}

/** `/find-statistics`. */
export function findStatistics(view: ListView<Publication>): string {
  const pages = pagesOf(view)
  const main = markup`
    <h1 class="govuk-heading-xl" data-testid="page-title">Find statistics and data</h1>
    <p class="govuk-body-l">Search and browse statistical summaries and download associated data.</p>
    <p class="govuk-!-margin-bottom-0" data-testid="total-results">${view.countText ?? countText(view)}</p>
    <span class="govuk-visually-hidden"> Sorted by ${sortOf(view.query)}</span>
    ${view.failed ? spinner : list(view.shown)}
    ${pagination({ page: view.page, pages, href: hrefOf('/find-statistics', view) })}`
  return document({
    title: 'Find statistics and data',
    main,
    route: '/find-statistics',
    query: Object.fromEntries(view.query),
    pageProps: listProps('listPublications', view, result),
    noIndex: view.query.has('sortBy'),
  })
}

function countText(view: ListView<Publication>): string {
  const results = `${view.stated} ${view.stated === 1 ? 'result' : 'results'}`
  const pages = pagesOf(view)
  const place = pages === 0 ? '0 pages' : `page ${view.page} of ${pages}`
  const scope = view.query.get('search') ? 'filtered by: ' : 'showing all publications'
  return `${results}, ${place}, ${scope}`
}

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

const result = (publication: Publication) => ({
  id: publication.id,
  slug: publication.slug,
  title: publication.title,
  latestReleaseSlug: publication.latestRelease,
  published: publishedOn(publication).toISOString(),
})
