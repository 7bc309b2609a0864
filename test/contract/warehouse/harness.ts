import type { Warehouse } from '../../../activities/warehouse/warehouse.ts'
import type { Sql } from '../../../pipelines/define.ts'

/** What the suite needs of a kind of warehouse, besides its interface. */
export interface WarehouseHarness {
  /** A warehouse that holds nothing, as a new installation finds it. */
  create(): Promise<Site>
  /** The same, or one in which tables of an earlier test are left, as `prepare` makes them. */
  lend(): Promise<Site>
}

export interface Site {
  /** The schema of the ops tables, as it stands in a statement. */
  readonly ops: string
  /** A session of its own with the warehouse; the suite closes it. */
  open(): Promise<Warehouse>
  /** Runs a statement as a person with an SQL editor would; tables go by the names they have there. */
  byHand(statement: Sql): Promise<void>
  remove(): Promise<void>
}
