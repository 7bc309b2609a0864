import type { Day, Window } from '../pipelines/define.ts'

/** DATE and TIMESTAMP as ISO text, whole numbers as numbers. */
export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell>>

/** Rows by day. */
export type DayCounts = ReadonlyMap<Day, number>

/** Offending rows: how many there are, and up to five of them as text. */
export interface Offending {
  readonly count: number
  readonly examples: readonly string[]
}

/** Rows on their way into a raw table. */
export interface RowFacts {
  /** Rows with a NULL, by column. */
  readonly nulls: ReadonlyMap<string, Offending>
  /** Keys that more than one row has. */
  readonly duplicates: Offending
}

/** A fetched batch, before the warehouse has seen it. */
export interface BatchFacts extends RowFacts {
  readonly window: Window
  readonly days: DayCounts
}

/** A raw table around an append, read inside the transaction that appends. */
export interface AppendFacts {
  readonly window: Window
  /** The batch as it stands in the warehouse's staging. */
  readonly staged: DayCounts
  readonly before: DayCounts
  readonly after: DayCounts
}

/** A list around its replacement. */
export interface ReplaceFacts extends RowFacts {
  readonly before: number
  readonly after: number
  /** Rows of the new list that the old one lacks, whole rows compared. */
  readonly added: Offending
  readonly removed: Offending
}
