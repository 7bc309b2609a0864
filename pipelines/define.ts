/** A calendar day of the property (Europe/London), as `2026-01-31`. */
export type Day = string

/** First and last day, both included. */
export interface Window {
  readonly from: Day
  readonly to: Day
}

/** Databricks names; each warehouse renders its own. */
export type ColumnType = 'DATE' | 'TIMESTAMP' | 'STRING' | 'DOUBLE' | 'INT' | 'BIGINT'

/** Column names to types; the order is the table's. */
export type Columns = Readonly<Record<string, ColumnType>>

type ColumnOf<C extends Columns> = Extract<keyof C, string>

/** What one of a column is, or whose clock a day or a moment is read from; names and texts have none. */
export type Unit =
  | 'count'
  | 'seconds'
  | 'milliseconds'
  | 'share, 0 to 1'
  | 'pages per session'
  | 'hour, 0 to 23'
  | 'place, from 1'
  | 'London day'
  | 'Pacific day'
  | 'UTC'

/** What a column tells its reader. */
export interface Meaning {
  readonly means: string
  readonly unit?: Unit
}

/** What a table and its columns tell their reader. */
interface Described<C extends Columns> {
  /** What the table holds, in a sentence. */
  readonly about?: string
  /** The columns whose name means something else here than in other tables. */
  readonly meanings?: Readonly<Partial<Record<ColumnOf<C>, Meaning>>>
}

/** A GA4 `runReport`: which API field fills which column. */
export interface Ga4Source<Column extends string = string> {
  readonly kind: 'ga4'
  /** Column to API dimension; together they are the key of the table. */
  readonly dimensions: Readonly<Partial<Record<Column, string>>>
  /** Column to API metric. */
  readonly metrics: Readonly<Partial<Record<Column, string>>>
  /** Column to the two columns whose quotient it is; 0 where the divisor is 0. */
  readonly ratios?: Readonly<Partial<Record<Column, readonly [Column, Column]>>>
}

/** Search Console `searchanalytics.query`, by date, query and page. */
export interface SearchConsoleSource<Column extends string = string> {
  readonly kind: 'search-console'
  /** Column to API dimension, in the order asked for. */
  readonly dimensions: Readonly<Partial<Record<Column, 'date' | 'query' | 'page'>>>
  readonly metrics: Readonly<Partial<Record<Column, 'clicks' | 'impressions' | 'position' | 'ctr'>>>
}

/** A list read off the EES site's pages, whole. */
export interface EesSiteSource {
  readonly kind: 'ees-site'
  readonly list: 'publications' | 'data-sets' | 'release-pages'
  /** The table that says which pages there are; it is filled first. */
  readonly after?: RawTable
}

/**
 * Parquet files that another program drops, their names beginning with the moment they were written at in UTC, as
 * `20260216-170202_`. They lie in a folder under the root, or at the root itself among those of other tables; the same
 * name in both is one file, and the folder's is it.
 */
export interface ParquetDropsSource<Column extends string = string> {
  readonly kind: 'parquet-drops'
  /** The folder under the root, where there is one. */
  readonly folder?: string
  /** What the names of its files contain; anything unless said. */
  readonly pattern?: string
  /** What the names of the files at the root contain. */
  readonly rootPattern: string
  /** Columns that are UUIDs in the files, and here text in small letters. */
  readonly uuids?: readonly Column[]
  /** Columns that files may lack; their rows have NULL there. */
  readonly optional?: readonly Column[]
}

/** Loaded once by `import-history`, never written again. */
export interface FrozenSource {
  readonly kind: 'frozen'
}

export type Source<Column extends string = string> =
  | Ga4Source<Column>
  | SearchConsoleSource<Column>
  | EesSiteSource
  | ParquetDropsSource<Column>
  | FrozenSource

/** When a dated source has rows, and when they are final. */
export interface Coverage {
  /** Asked for when the table is empty. */
  readonly firstDay: Day
  /** From this day on a day without rows is a fault (see `gaps`). */
  readonly coveredFrom: Day
  /** Days until the numbers of a day are final. */
  readonly lagDays: number
  /** What a day without rows inside the coverage is. */
  readonly gaps: 'stop' | 'warn'
}

/** How far the rows of a table may lie from those of the version it replaces, as shares of these. */
export interface Bounds {
  readonly shrink: number
  readonly grow: number
}

export interface RawTable<C extends Columns = Columns> extends Described<Columns> {
  readonly layer: 'raw'
  readonly name: string
  readonly columns: C
  readonly key: readonly string[]
  /** Columns that may be NULL; no other may. */
  readonly nullable?: readonly string[]
  readonly source: Source
  /** Absent for tables that are replaced whole or frozen. */
  readonly coverage?: Coverage
  /** For tables that are replaced whole. */
  readonly bounds?: Bounds
  /** Rows without which a list is not the whole one. @default 1 */
  readonly atLeast?: number
}

/** What must hold of an app table before it replaces the one the reader sees. */
export interface Assertions<C extends Columns> {
  /** No two rows agree in these; all columns unless said. */
  readonly key?: readonly ColumnOf<C>[]
  /** Columns that may be NULL; no other may. */
  readonly nullable?: readonly ColumnOf<C>[]
  /** Every day from this one to the newest has rows; for what has no fixed first day, every day that its input has. */
  readonly since?: Day | 'own-first-day'
  /** Columns whose sums by day are those of `input`. */
  readonly conserves?: readonly ColumnOf<C>[]
  /**
   * The rows that were to be counted, before they are grouped: `date` (if the table has one) and the columns of
   * `conserves`. Unless said: the tables read, as they are.
   */
  readonly input?: Sql
  /** Columns that a rule fills: one that starts with `UNCLASSIFIED` stops the table, and says what had no class. */
  readonly classifies?: readonly ColumnOf<C>[]
  /** Further selects that must return no row, by what they look for; each finding shows the rows. */
  readonly watches?: Readonly<Record<string, Watch>>
  /** Against the published version, on the days that it has; to be widened when a rule is meant to change them. */
  readonly bounds?: Bounds
}

/** What a rule gives for a value it has no class for, before the value: such a table is never published. */
export const UNCLASSIFIED = 'unclassified: '

/** A select whose every row is a finding: `day` and `count` where it has them, the rest is shown. */
export interface Watch {
  readonly severity: 'stop' | 'warn'
  /** The select, given the table whose watch it is, as just built. */
  readonly rows: (built: AppTable) => Sql
}

export interface AppTable extends Assertions<Columns>, Described<Columns> {
  readonly layer: 'app'
  readonly name: string
  readonly columns: Columns
  readonly sql: Sql
}

export type Table = RawTable | AppTable

type RawSpec<C extends Columns> = Described<C> & {
  readonly columns: C
  readonly coverage?: Coverage
  readonly bounds?: Bounds
  readonly atLeast?: number
  readonly nullable?: readonly ColumnOf<C>[]
  readonly source: Source<ColumnOf<C>>
  /** Columns that name a row; unless said, the source's dimensions. */
  readonly key?: readonly ColumnOf<C>[]
}

/** Declares a raw table: what the pipeline was given, appended or replaced whole, never derived. */
export function rawTable<const C extends Columns>(name: string, spec: RawSpec<C>): RawTable<C> {
  const key = spec.key ?? ('dimensions' in spec.source ? Object.keys(spec.source.dimensions) : [])
  return Object.freeze({ layer: 'raw', name, ...spec, key })
}

type AppSpec<C extends Columns> = Assertions<C> &
  Described<C> & { readonly columns: C; readonly sql: Sql }

/** Declares an app table: rebuilt whole by `sql` from the tables it refers to. */
export function appTable<const C extends Columns>(name: string, spec: AppSpec<C>): AppTable {
  return Object.freeze({ layer: 'app', name, ...spec })
}

/** SQL text with references to tables still open. */
export interface Sql {
  readonly parts: readonly Part[]
}

type Part = string | Table | Published | typeof RUN_DAY

/** A table as its reader sees it now, whatever this run has staged. */
interface Published {
  readonly published: AppTable
}

const RUN_DAY = Symbol('the day of the run')

type Value = Sql | Table | string | number | readonly string[]

/**
 * SQL written once for every warehouse. A table becomes a reference, a string a quoted literal, a list of strings
 * `('a', 'b')`, other SQL is put in as it is.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly Value[]): Sql {
  const parts = strings.flatMap((text, at) => {
    const value = values[at]
    return value === undefined ? [text] : [text, ...partsOf(value)]
  })
  return { parts }
}

/** A column's name, or another piece of SQL that is not a literal. */
export const expression = (text: string): Sql => ({ parts: [text] })

/** The version of an app table that its reader sees, for checks that compare with it. */
export const published = (table: AppTable): Sql => ({ parts: [{ published: table }] })

/** The logical day of the run, as a DATE. */
export const runDay: Sql = { parts: [RUN_DAY] }

/** Joins pieces of SQL, for lists that a rule makes. */
export function join(pieces: readonly Sql[], separator: string): Sql {
  return {
    parts: pieces.flatMap((piece, at) => (at === 0 ? piece.parts : [separator, ...piece.parts])),
  }
}

function partsOf(value: Value): readonly Part[] {
  if (typeof value === 'string') return [quote(value)]
  if (typeof value === 'number') return [String(value)]
  if ('parts' in value) return value.parts
  if ('layer' in value) return [value]
  return [`(${value.map(quote).join(', ')})`]
}

function quote(text: string): string {
  if (text.includes('\\'))
    throw new Error(
      `A backslash in the SQL literal ${text} means different things to DuckDB and Databricks; use another way to say it.`,
    )
  return `'${text.replaceAll("'", "''")}'`
}

/** How a warehouse names what SQL refers to. */
export interface Naming {
  readonly table: (table: Table) => string
  readonly published: (table: AppTable) => string
  readonly runDay: Day
}

/** The text that a warehouse runs. */
export function render(statement: Sql, naming: Naming): string {
  return statement.parts
    .map((part) => {
      if (typeof part === 'string') return part
      if (part === RUN_DAY) return `DATE '${naming.runDay}'`
      return 'published' in part ? naming.published(part.published) : naming.table(part)
    })
    .join('')
}

/** The tables that SQL reads, each once, in the order of their first mention. */
export function tablesIn(statement: Sql): readonly Table[] {
  return [
    ...new Set(
      statement.parts.filter((part): part is Table => typeof part === 'object' && 'layer' in part),
    ),
  ]
}
