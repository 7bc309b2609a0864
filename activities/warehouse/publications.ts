import type { AppTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Published, Row } from './warehouse.ts'

/** Names as `publications` keeps them. */
export const namesOf = (tables: readonly AppTable[]): string =>
  tables.map(({ name }) => name).join(',')

/** What came of a publication, as `publications` has kept it. */
export const publishedIn = ({ replaced, latest_data, key_moved }: Row): Published => ({
  tables: String(replaced).split(',').filter(Boolean),
  latestData: typeof latest_data === 'string' ? latest_data : null,
  keyMoved: key_moved === 1,
})

/** Refuses to publish tables of which the run has no staged version. */
export function requireNone(lacking: readonly AppTable[], run: string): void {
  if (lacking.length === 0) return
  throw final(
    'Warehouse',
    `Publishing what the run ${run} has built: it has no staged version of ${lacking.map(({ name }) => name).join(', ')}. Run the update again; nothing was published.`,
  )
}
