import { type AppTable, expression, join, type Sql } from '../../pipelines/define.ts'
import type { Cell, Row } from '../facts.ts'
import type { Finding } from '../finding.ts'

/** One thing that must hold of a built table, in two halves: what to ask the warehouse, and what the answer means. */
export interface AppCheck {
  readonly name: string
  /** What must hold, in a sentence whose subject is the table. */
  readonly holds: string
  /** A select of what offends, with its examples, or of the few numbers to be compared. */
  readonly facts: Sql
  /** The finding for these rows, or none where all is well. */
  readonly judge: (rows: readonly Row[]) => Finding[]
}

/** A row as a person reads it, or some columns of it: `date 2026-01-31, page_type NULL`. */
export const showRow = (row: Row, columns: readonly string[] = Object.keys(row)): string =>
  columns.map((column) => `${column} ${row[column] ?? 'NULL'}`).join(', ')

export const columnList = (columns: readonly string[]): Sql => join(columns.map(expression), ', ')

export const isDated = ({ columns }: Pick<AppTable, 'columns'>): boolean => 'date' in columns

/** A number of an answer; 0 where it is none. */
export const numberOf = (cell: Cell | undefined): number => (typeof cell === 'number' ? cell : 0)

/** A day of an answer, or null. */
export const dayOf = (cell: Cell | undefined): string | null =>
  typeof cell === 'string' ? cell : null
