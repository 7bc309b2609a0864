import type { Found } from './columns.ts'
import type { Layer } from './layout.ts'

/** What a warehouse has where its tables are to be; schemas and tables by their names in small letters. */
export interface Inventory {
  readonly schemas: ReadonlySet<string>
  readonly tables: Readonly<Record<Layer, ReadonlyMap<string, Thing>>>
  /** The row of the mark; undefined where there is no mark, null where it has no row. */
  readonly mark: Mark | null | undefined
}

/** What goes by the name of a table: its columns, a view, or what may not be looked at. */
export type Thing = Found | 'view' | { readonly refused: string }

export interface Mark {
  readonly version: number
  readonly sources: string
}

/** The mark's row, as a statement gave it. */
export const markOf = (row: Readonly<Record<string, unknown>> | undefined): Mark | null =>
  row ? { version: Number(row['schema_version']), sources: String(row['sources']) } : null

/** The name of the table that holds the mark. */
export const MARK = 'warehouse'
