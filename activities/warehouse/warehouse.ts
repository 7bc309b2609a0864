import type {
  AppendFacts,
  DayChange,
  FileAppendFacts,
  FileFacts,
  ReplaceDaysFacts,
  ReplaceFacts,
  Row,
} from '../../checks/facts.ts'
import type { Finding } from '../../checks/finding.ts'
import type { AppTable, Day, RawTable, Sql, Table, Window } from '../../pipelines/define.ts'
import type { Lack } from './lack.ts'
import type { OpsRow, OpsTable } from './ops-tables.ts'

export type { Lack } from './lack.ts'
export type { Cell, Row } from '../../checks/facts.ts'

/** Whose staged tables a statement sees, and which day it is for. */
export interface Scope {
  /** Small letters and digits; names of staged tables carry it. */
  readonly run: string
  readonly runDay: Day
  /** Once aborted, the statement under way is interrupted, nothing is committed, and its reason is thrown. */
  readonly signal?: AbortSignal | undefined
}

/** Rows on their way into a raw table, as a local parquet file with the table's columns. */
export interface Batch {
  readonly table: RawTable
  readonly file: string
}

/** The rows of some days. */
export interface DatedBatch extends Batch {
  readonly window: Window
}

/** A parquet file that the warehouse reads itself. */
export interface DropFile {
  /** Without its folder; each name stands for one file for ever. */
  readonly name: string
  /** Where the warehouse finds it. */
  readonly path: string
}

/** Files on their way into the raw table whose source they are of. */
export interface FileBatch {
  readonly table: RawTable
  readonly files: readonly DropFile[]
}

/** Says what is wrong with a write that is about to be committed; a stop finding undoes it. */
export type Judge<Facts> = (facts: Facts) => readonly Finding[]

/** The same for files, which may have to be looked at once more. */
export type FileJudge = (facts: FileAppendFacts) => Promise<readonly Finding[]>

export interface Written {
  /** Rows the table gained, or has otherwise; 0 when the write was undone or changed nothing. */
  readonly rows: number
  readonly changed: boolean
  readonly findings: readonly Finding[]
}

export interface DaysReplaced extends Written {
  /** All days of the window that the run has replaced, also in an attempt before this one, oldest first. */
  readonly days: readonly DayChange[]
}

export const CHANGE_KINDS = ['added', 'removed', 'changed'] as const

/** A cell of a list that is not what it was; of a row that is new or gone, every cell that is not NULL has one. */
export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number]
  /** Of the row; where several columns name it, with a comma between them. */
  readonly key: string
  readonly column: string
  /** As text. */
  readonly old: string | null
  readonly next: string | null
}

export interface Replaced extends Written {
  /** All that the run has changed of the list, also in an attempt before this one; none where it had no rows before. */
  readonly changes: readonly Change[]
}

/** The one row of the cache key, and the tables whose newest day it promises. */
export interface CacheKey {
  readonly name: string
  readonly promises: readonly AppTable[]
}

export interface Published {
  /** Names of the tables that replaced their former version; another run may have published the same before. */
  readonly tables: readonly string[]
  /** The newest day, on which all promised tables agree, or null where they do not: then the key stays as it was. */
  readonly latestData: Day | null
  /** Whether the key is new: a table was replaced, or it lacked the newest day. */
  readonly keyMoved: boolean
}

/**
 * Where the tables live. Every write is all or nothing, can be repeated after a kill at any point, and is safe
 * against a second writer. Rejects with an `ApplicationFailure` that says whether to try again.
 */
export interface Warehouse {
  readonly kind: 'duckdb' | 'databricks'

  /**
   * Creates what is missing and holds the rest against the declarations: a missing or unknown column or a narrower
   * type is refused. Marks a new warehouse with the kind of sources that feed it, and refuses the other kind.
   */
  prepare(tables: readonly Table[], sources: 'sandbox' | 'live'): Promise<void>

  /** What is not as the declarations want it, in the order in which it is to be mended; changes nothing. */
  lacks(tables: readonly Table[], sources: 'sandbox' | 'live'): Promise<readonly Lack[]>

  /**
   * Mends what can be mended by statements: what `prepare` creates, and columns that tables with rows lack and may lack.
   * Tables that are as declared are not touched. Refuses all that is not understood together, and then changes nothing.
   */
  migrate(tables: readonly Table[], sources: 'sandbox' | 'live'): Promise<void>

  /**
   * The rows of a select in the shared subset, from one state of the tables; a run's staged tables stand in for the
   * published ones. DATE comes as `2026-01-31`, TIMESTAMP as `2026-01-31T05:06:07.123Z`, every number as a number.
   */
  query(statement: Sql, scope: Scope): Promise<readonly Row[]>

  /** Appends a batch at once, unless it is empty or a finding stops it. */
  append(batch: DatedBatch, judge: Judge<AppendFacts>, scope: Scope): Promise<Written>

  /**
   * Makes the days of the window those of the batch, at once, unless a finding stops it. A day without a difference is
   * not touched; of the others, the rows that were there go to the table's archive in the ops schema. Asked again by
   * the same run for the same window, it changes nothing and answers with the same `days` and `rows`. The batch has no
   * key twice. Rejects with `BrokenContract` where a row is not of the window.
   */
  replaceDays(
    batch: DatedBatch,
    judge: Judge<ReplaceDaysFacts>,
    scope: Scope,
  ): Promise<DaysReplaced>

  /** What the files of a batch say of themselves, in its order; their rows are not read. */
  inspectFiles(batch: FileBatch, scope: Scope): Promise<readonly FileFacts[]>

  /**
   * Appends the rows of all files of a batch at once, each with what its file's name says, unless a finding stops it.
   * Columns go by their names; optional ones that a file lacks are NULL. Rejects with `BrokenContract`, and names the
   * file, where one cannot be read to its end or does not have the columns of the table.
   */
  appendFiles(batch: FileBatch, judge: FileJudge, scope: Scope): Promise<Written>

  /**
   * Makes a list the batch: inserts, updates and deletes by key, at once, unless it is the same already or a finding
   * stops it; keeps what it changed.
   */
  replace(batch: Batch, judge: Judge<ReplaceFacts>, scope: Scope): Promise<Replaced>

  /** Whether the published table was built by the same SQL from the same inputs as a build would be now. */
  isCurrent(table: AppTable, scope: Scope): Promise<boolean>

  /** Builds a table beside the published one; resolves to its rows. */
  build(table: AppTable, scope: Scope): Promise<number>

  /**
   * Lets the run's staged versions of these tables replace the published ones, together, then moves the key. A
   * published version that a build would make again as it is stays. Asked again by the same run for the same tables,
   * it changes nothing and answers as it did.
   */
  publish(tables: readonly AppTable[], key: CacheKey, scope: Scope): Promise<Published>

  /** Drops the staged tables of runs, or of one table of a run. */
  discard(run: string, table?: AppTable): Promise<void>

  /** The runs that left staged tables. */
  stagedRuns(): Promise<readonly string[]>

  /** Keeps what happened; a row with the same key, in which NULL is a value like others, is replaced. */
  record<T extends OpsTable>(table: T, rows: readonly OpsRow<T>[]): Promise<void>

  /** What was kept of a run, in the order of the table's key. */
  recall(table: OpsTable, run: string): Promise<readonly Row[]>

  close(): Promise<void>
}
