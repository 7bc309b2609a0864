import type { DataFrame } from 'danfojs-node'

import type { Finding } from '../checks/finding.ts'
import { type EesSiteSource, type RawTable, sql } from '../pipelines/define.ts'
import { ees_legacy_scrape } from '../pipelines/ees/raw/ees_legacy_scrape.ts'
import { dataSetList } from './data-set-list.ts'
import type { Deps } from './deps.ts'
import { publicationList } from './publication-list.ts'
import { releasePageList } from './release-page-list.ts'
import type { Scope } from './warehouse/warehouse.ts'

/** A list in the columns of its table, and what was found on the way. */
export interface FoundList {
  readonly frame: DataFrame
  readonly findings: readonly Finding[]
}

/** What a list is made from. */
export interface ListDeps {
  readonly sources: Pick<Deps['sources'], 'ees-site'>
  readonly warehouse: Deps['warehouse']
}

type MakeList = (
  deps: ListDeps,
  table: RawTable,
  scope: Scope & { readonly signal: AbortSignal },
) => Promise<FoundList>

/** How each list of the site is made. */
export const LISTS: Readonly<Record<EesSiteSource['list'], MakeList>> = {
  publications: async ({ sources, warehouse }, _table, scope) => {
    const scraped = await sources['ees-site'].publications(scope.signal)
    const legacy = await warehouse.query(sql`select url, heading from ${ees_legacy_scrape}`, scope)
    return { frame: await publicationList(scraped, legacy), findings: [] }
  },
  'data-sets': async ({ sources }, _table, { signal }) => {
    const catalogue = await sources['ees-site'].dataSets(signal)
    return { frame: await dataSetList(catalogue), findings: [] }
  },
  'release-pages': releasePageList,
}
