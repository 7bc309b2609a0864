import type { DataFrame } from 'danfojs-node'

import type { Withheld } from '../../checks/withheld.ts'
import type { Day, RawTable, Window } from '../../pipelines/define.ts'

/** One page of an answer: a frame whose columns are the table's, typed as declared. */
export interface Page {
  readonly frame: DataFrame
  /** What the source said of the whole answer. */
  readonly withheld: Withheld
  /** Tokens left of the source's quota, where it tells. */
  readonly quota?: Quota
}

export interface Quota {
  readonly tokensLeftToday: number
  readonly tokensLeftThisHour: number
}

/** Reads a window of a dated table, page by page. Rejects with an `ApplicationFailure` that says whether to retry. */
export type ReadWindow = (
  table: RawTable,
  window: Window,
  signal: AbortSignal,
) => AsyncIterable<Page>

/**
 * Asks for one row of a day, which there need not be: whether the account may read, and is asked for what there is.
 * Rejects as reading does.
 */
export type Look = (table: RawTable, day: Day, signal: AbortSignal) => Promise<void>

/** Reads a list whole. */
export type ReadList = (table: RawTable, signal: AbortSignal) => Promise<DataFrame>

/** Files that another program writes into a folder, a kind of them for each table. */
export interface DropFolder {
  /** Where the files of a table are, by their names without a folder. */
  readonly list: (table: RawTable, signal: AbortSignal) => Promise<ReadonlyMap<string, string>>
  /** How a file is now; undefined where it is gone. */
  readonly look: (path: string) => Promise<DropState | undefined>
}

export interface DropState {
  readonly bytes: number
  readonly modifiedAt: Date
  /** Whether it begins and ends as parquet files do: what ends a file is written last. */
  readonly ended: boolean
}
