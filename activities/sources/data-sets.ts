import type { DataFrame } from 'danfojs-node'

import type { Columns } from '../../pipelines/define.ts'
import { createFrame } from '../frame.ts'
import { dataSetListPage } from './data-set-list-page.ts'
import { readDataSetPage } from './data-set-page.ts'
import type { Visit } from './site-visit.ts'

/** What the list of the data catalogue shows. */
const LISTED = {
  dataset_id: 'STRING',
  publication: 'STRING',
  dataset_name: 'STRING',
  link: 'STRING',
  published: 'DATE',
  last_updated: 'DATE',
  listed_api_id: 'STRING',
  listed_publication_id: 'STRING',
} as const satisfies Columns

/** What the data sets' own pages say. */
const PAGES = {
  dataset_id: 'STRING',
  api_id: 'STRING',
  page_publication_id: 'STRING',
} as const satisfies Columns

/** The data catalogue: `LISTED` as its list shows it, `PAGES` as the data sets' own pages say, a row each. */
export interface CatalogueFrames {
  readonly listed: DataFrame
  readonly pages: DataFrame
}

/** Reads the data sets of the public API. */
export async function readDataSets({ list, page, each }: Visit): Promise<CatalogueFrames> {
  const dataSets = await list(
    dataSetListPage,
    (at) => `/data-catalogue?dataSetType=api&sortBy=newest&page=${at}`,
  )
  const ids = await each(dataSets, ({ id, link }) =>
    page(link, (found) => ({ id, ...readDataSetPage(found, id) })),
  )
  return {
    listed: await createFrame(
      LISTED,
      dataSets.map(({ id, publication, name, link, ...rest }) => {
        const { published, lastUpdated, apiId, publicationId } = rest
        return [id, publication, name, link, published, lastUpdated, apiId, publicationId]
      }),
    ),
    pages: await createFrame(
      PAGES,
      ids.map(({ id, apiId, publicationId }) => [id, apiId, publicationId]),
    ),
  }
}
