import type { DataFrame } from 'danfojs-node'

import { ees_scrape_api_data_catalog } from '../pipelines/ees/raw/ees_scrape_api_data_catalog.ts'
import { passing } from './failure.ts'
import { type Cell, cellsOf, createFrame, joinFrames } from './frame.ts'
import type { CatalogueFrames } from './sources/data-sets.ts'

/**
 * The data catalogue in the columns of its table: what its list shows of each data set, with the ids that the data
 * set's own page says, or, where that says none, the list.
 *
 * @throws {ApplicationFailure} `BrokenContract`, to be tried again, where the list and a page contradict each other.
 */
export async function dataSetList({ listed, pages }: CatalogueFrames): Promise<DataFrame> {
  const joined = await joinFrames(listed, pages, 'dataset_id')
  requireEach(listed, joined)
  const column = (name: string) => cellsOf(joined, name)
  const ids = column('dataset_id')
  const agreed = (what: string, onPage: string, inList: string): readonly Cell[] => {
    const said = column(inList)
    return column(onPage).map((id, at) => agreedId(`${what} of ${ids[at]}`, id, said[at] ?? null))
  }
  const found: Readonly<Record<string, readonly Cell[]>> = {
    api_dataset_id: agreed('the id in the public API', 'api_id', 'listed_api_id'),
    publication_id: agreed('the publication', 'page_publication_id', 'listed_publication_id'),
  }
  const { columns } = ees_scrape_api_data_catalog
  const cells = Object.keys(columns).map((name) => found[name] ?? column(name))
  return createFrame(
    columns,
    ids.map((_, row) => cells.map((values) => values[row] ?? null)),
  )
}

/** A data set that is named twice, or has no page, would give more rows or fewer. */
function requireEach(listed: DataFrame, joined: DataFrame): void {
  const wanted = new Set(cellsOf(listed, 'dataset_id')).size
  const [rows = 0] = joined.shape
  if (rows === wanted && wanted === listed.shape[0]) return
  throw passing(
    'BrokenContract',
    `Joining the data catalogue with the pages of its data sets: ${rows} rows came of ${listed.shape[0]} entries with ${wanted} ids; wanted is one for each. The catalogue is read again; if this goes on, look at /data-catalogue in a browser.`,
  )
}

function agreedId(what: string, onPage: Cell, inList: Cell): Cell {
  if (onPage === null || inList === null || onPage === inList) return onPage ?? inList
  throw passing(
    'BrokenContract',
    `Joining the data catalogue with the pages of its data sets: ${what} is ${onPage} on its page and ${inList} in the list; wanted is the same in both. They may be of different ages: the catalogue is read again; if this goes on, look at the page in a browser.`,
  )
}
