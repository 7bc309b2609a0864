import type { Sql } from '../../pipelines/define.ts'
import type { Row } from '../warehouse/warehouse.ts'

/** One of two versions of a table. */
export interface Side {
  /** What can stand behind FROM. */
  readonly from: Sql
  /** The warehouse's own names of types, by the column's name, in the order of the table. */
  readonly columns: ReadonlyMap<string, string>
  /** False where the file has no types, as CSV. */
  readonly typed: boolean
}

/** A set of tables to compare with, by name. */
export interface TableSet {
  /** As in `the schema analytics_old`. */
  readonly label: string
  readonly tables: ReadonlyMap<string, Side>
}

/** Asks the warehouse. */
export type Ask = (statement: Sql) => Promise<readonly Row[]>
