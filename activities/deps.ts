import type { AppTable, RawTable } from '../pipelines/define.ts'
import type { Graph } from '../pipelines/graph.ts'
import type { Scratch } from './scratch.ts'
import type { EesSite } from './sources/ees-site.ts'
import type { DropFolder, ReadWindow } from './sources/source.ts'
import type { CacheKey, Warehouse } from './warehouse/warehouse.ts'

/** A client for each kind of source; frozen tables have none. */
export interface Sources {
  readonly ga4: ReadWindow
  readonly 'search-console': ReadWindow
  readonly 'ees-site': EesSite
  readonly 'parquet-drops': DropFolder
}

/** How far a run goes by itself. */
export interface Limits {
  /** How long it waits for a person, from its start, in milliseconds. */
  readonly patienceMs: number
  /** Events in its history after which it goes on in a new execution; Temporal warns of 10,240. */
  readonly maxEvents: number
}

/** What the activities of a worker work with, made once when it starts. */
export interface Deps {
  readonly graph: Graph
  readonly key: CacheKey
  readonly warehouse: Warehouse
  readonly scratch: Scratch
  readonly sources: Sources
  readonly limits: Limits
  readonly sourcesKind: 'sandbox' | 'live'
  /** Whether a workflow run still goes on; `run` is its id without the dashes. */
  readonly isRunning: (workflowId: string, run: string) => Promise<boolean>
  readonly now: () => Date
}

export const isRaw = (table: RawTable | AppTable): table is RawTable => table.layer === 'raw'
