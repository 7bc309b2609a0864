import { checkBatch } from '../checks/batch.ts'
import type { Finding } from '../checks/finding.ts'
import { checkWithheld } from '../checks/withheld.ts'
import type { RawTable, Window } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { columnsOf } from './frame.ts'
import type { LocalBatch } from './scratch.ts'

/** What a step tells on its way: rows fetched so far. */
export type Progress = (rows: number) => void

/** Days of a table that are to be fetched. */
export interface Fetch {
  readonly table: RawTable
  readonly window: Window
  readonly progress: Progress
}

/** What the steps of tables that are filled by the day work with. */
export interface DatedDeps extends Pick<Deps, 'warehouse' | 'scratch'> {
  readonly sources: Pick<Deps['sources'], 'ga4' | 'search-console'>
}

/** Fetches a window into the batch, page by page; resolves to what its source says of it and the checks find. */
export async function fetchWindow(
  { sources }: Pick<DatedDeps, 'sources'>,
  { table, window, progress, batch }: Fetch & { readonly batch: LocalBatch },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (table.source.kind !== 'ga4' && table.source.kind !== 'search-console')
    throw new TypeError(`${table.name} has no dated source`)
  const withheld = new Map<string, Finding>()
  for await (const page of sources[table.source.kind](table, window, signal)) {
    await batch.add(columnsOf(page.frame))
    progress(batch.rows)
    // Each page repeats what the source says of the whole answer.
    for (const finding of checkWithheld(table, window, page.withheld))
      withheld.set(`${finding.check} ${finding.day}`, finding)
  }
  return [...withheld.values(), ...checkBatch(table, await batch.facts(window))]
}
