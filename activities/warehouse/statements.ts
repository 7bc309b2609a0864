import type { Dialect } from './dialect.ts'
import type { Row } from './warehouse.ts'

/** Where statements run that are written once for both warehouses. */
export interface Statements {
  readonly dialect: Dialect
  /** Resolves to the rows it changed, where the warehouse tells. */
  run(statement: string): Promise<number>
  rows(statement: string): Promise<Row[]>
}
