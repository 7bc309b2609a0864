import type { Catalogued } from './catalogued.ts'
import { document } from './document.ts'
import { markup } from './markup.ts'
import { summaryRow, time } from './summary-row.ts'

/** What the page of a data set shows; its data may be made to differ. */
export interface DataSetView extends Catalogued {
  /** Undefined leaves the data out. */
  readonly data: DataSetData | undefined
}

export interface DataSetData {
  /** The id that the public API says; undefined as when it is down. */
  readonly apiId: string | undefined
}

/** `/data-catalogue/data-set/<id>`. */
export function dataSetPage(view: DataSetView): string {
  const { dataSet, publication } = view
  const { title } = dataSet
  const main = markup`
    <span class="govuk-caption-xl" data-testid="page-title-caption">Data set from ${publication.title}</span>
    <h1 class="govuk-heading-xl" data-testid="page-title">${title}</h1>
    <p class="govuk-body-l">${title}, England.</p>
    <section id="dataSetDetails">
      <h2>Data set details</h2>
      <dl class="govuk-summary-list">
        ${summaryRow('Publication', publication.title)}
        ${summaryRow('Published', time(new Date(dataSet.published)))}
        ${summaryRow('Last updated', time(new Date(dataSet.lastUpdated)))}
      </dl>
    </section>`
  return document({
    title,
    main,
    route: '/data-catalogue/data-set/[dataSetFileId]',
    query: { dataSetFileId: dataSet.id },
    pageProps: pageProps(view),
  })
}

function pageProps({ dataSet, publication, data }: DataSetView) {
  if (data === undefined) return undefined
  const { id, title, slug } = publication
  return {
    ...(data.apiId !== undefined && {
      apiDataSet: { id: data.apiId, title: dataSet.title, latestVersion: { version: '1.0' } },
    }),
    publicationSummary: { id, title, slug },
    dataSetFile: {
      id: dataSet.id,
      title: dataSet.title,
      release: {
        slug: publication.latestRelease,
        published: `${dataSet.published}T08:30:00Z`,
        lastUpdated: `${dataSet.lastUpdated}T08:30:00Z`,
        publication: { id, title, slug },
      },
      api: { id: dataSet.apiId, version: '1.0' },
    },
  }
}
