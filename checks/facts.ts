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

/** What the replacement of a day changes, in rows; rows are told apart by the table's key. */
export interface DayChange {
  readonly day: Day
  /** Rows that the day had not. */
  readonly added: number
  /** Rows that the day had with other values. */
  readonly changed: number
  /** Rows that the day has no more. */
  readonly gone: number
}

/** A raw table around the replacement of some of its days, read inside the transaction that replaces them. */
export interface ReplaceDaysFacts {
  readonly window: Window
  /** The batch as it stands in the warehouse's staging. */
  readonly staged: DayCounts
  readonly before: DayCounts
  readonly after: DayCounts
  /** The days that the batch has otherwise than the table, oldest first; only these are replaced. */
  readonly days: readonly DayChange[]
}

/** A list around its replacement. */
export interface ReplaceFacts extends RowFacts {
  readonly before: number
  readonly after: number
  /** Rows of the new list whose key the old one lacks. */
  readonly added: Offending
  /** Rows of the old list whose key the new one lacks. */
  readonly removed: Offending
  /** Rows of the new list that the old one has otherwise. */
  readonly changed: Offending
}

/** A file on its way into a raw table, as it says itself what it holds. */
export interface FileFacts {
  /** Without its folder. */
  readonly name: string
  /** Null where it cannot be read. */
  readonly rows: number | null
  /** What is wrong with it, a clause each that names the column, where it is one. */
  readonly faults: readonly string[]
}

/** A raw table around an append of files, read inside the transaction that appends. */
export interface FileAppendFacts {
  /** The rows that each file says it has. */
  readonly files: ReadonlyMap<string, number>
  /** The rows that the table already had of these files, by file. */
  readonly there: ReadonlyMap<string, number>
  /** Rows of the table. */
  readonly before: number
  readonly after: number
  /** The rows appended, by the day of their file. */
  readonly days: DayCounts
  /** Those of them with a NULL in what they say of their file, by column. */
  readonly nulls: RowFacts['nulls']
}
