import type { Catalogued } from './catalogued.ts'
import { document } from './document.ts'
import { hrefOf, listProps, type ListView, pageOf, pagesOf, spinner } from './list-view.ts'
import { markup, type Markup, nothing } from './markup.ts'
import { pagination } from './pagination.ts'
import { summaryRow, time } from './summary-row.ts'

/** The page of the data catalogue that a query asks for. The stand-in has no data sets but those of the API. */
export function dataSetsView(
  all: readonly Catalogued[],
  query: URLSearchParams,
): ListView<Catalogued> {
  return pageOf(all.toSorted(query.get('sortBy') === 'title' ? byTitle : byAge), query)
}

const byTitle = (a: Catalogued, b: Catalogued) =>
  a.dataSet.title.localeCompare(b.dataSet.title, 'en')
const byAge = (a: Catalogued, b: Catalogued) =>
  b.dataSet.lastUpdated.localeCompare(a.dataSet.lastUpdated)

/** `/data-catalogue`. */
export function dataCatalogue(view: ListView<Catalogued>): string {
  const { stated, page } = view
  const pages = pagesOf(view)
  const main = markup`
    <h1 class="govuk-heading-xl" data-testid="page-title">Data catalogue</h1>
    <p class="govuk-body-l">Find and download data sets with associated guidance files.</p>
    <h2 aria-hidden="true" class="govuk-!-margin-bottom-2" data-testid="total-results">${view.countText ?? countText(stated)}</h2>
    ${stated === 0 ? nothing : place(page, pages)}
    ${view.failed ? spinner : list(view.shown)}
    ${pagination({ page, pages, href: hrefOf('/data-catalogue', view) })}`
  return document({
    title: 'Data catalogue',
    main,
    route: '/data-catalogue',
    query: Object.fromEntries(view.query),
    pageProps: listProps('listDataSetFiles', view, result),
  })
}

const countText = (stated: number): string => `${stated} ${stated === 1 ? 'data set' : 'data sets'}`

const place = (page: number, pages: number): Markup => markup`
  <p class="govuk-!-margin-bottom-2">Page ${page} of ${pages}, showing all available data sets<span class="govuk-visually-hidden"> Sorted by newest</span></p>`

function list(shown: readonly Catalogued[]): Markup {
  return markup`
    <ul class="govuk-list" id="searchResults" data-testid="data-set-file-list">${shown.map(item)}</ul>`
}

function item({ dataSet, publication }: Catalogued): Markup {
  const { id, title } = dataSet
  return markup`
    <li class="dfe-border-bottom govuk-!-margin-top-4 govuk-!-padding-bottom-2" data-testid="data-set-file-summary-${title}">
      <h3 class="govuk-heading-m govuk-!-margin-bottom-2" id="data-set-file-${id}-heading">
        <a class="govuk-link DataSetFileSummary_heading__b2Kf7" href="/data-catalogue/data-set/${id}">
          <span class="govuk-caption-m govuk-!-font-size-16">${publication.title}</span>
          <span class="DataSetFileSummary_title__c3Lm8">${title}</span>
        </a>
      </h3>
      <div class="DataSetFileSummary_content__d4Np9 dfe-content"><p>${title}, England.</p></div>
      <dl class="govuk-summary-list govuk-summary-list--no-border" id="data-set-file-${id}-details" aria-label="Details list for ${title}">
        ${summaryRow('Status', 'This is the latest data')}
        ${summaryRow('Theme', 'Schools')}
        ${summaryRow('Published', time(new Date(dataSet.published)))}
        ${summaryRow('Last updated', time(new Date(dataSet.lastUpdated)))}
        ${summaryRow('Number of rows', '1,234')}
        ${summaryRow('Geographic levels', 'National, Regional')}
      </dl>
    </li>`
}

const result = ({ dataSet, publication }: Catalogued) => ({
  id: dataSet.id,
  title: dataSet.title,
  publication: { id: publication.id, title: publication.title, slug: publication.slug },
  published: `${dataSet.published}T08:30:00Z`,
  lastUpdated: `${dataSet.lastUpdated}T08:30:00Z`,
  api: { id: dataSet.apiId, version: '1.0' },
})
