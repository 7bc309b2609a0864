import type { Columns } from '../../pipelines/define.ts'
import { OWN_TABLES } from './own-tables.ts'

// The versions of a Delta table are the ledger of its writes: they are there even where a client is killed.
const { warehouse, writes: _writes, builds, ...shared } = OWN_TABLES

/** What marks a warehouse; made with its one row in one statement. */
export const MARK_COLUMNS: Columns = warehouse

/** What the warehouse itself has to remember, besides its mark. */
export const DATABRICKS_TABLES = {
  ...shared,
  // `published` is 1 once readers are to have the build; `pending` is 1 until its rows are in the published table, and
  // until then they are in the staged one. Of rows alike, the newest counts.
  builds: { ...builds, pending: 'INT', built_at: 'TIMESTAMP' },
  // The replacements under way, so that what is to be kept of one can be kept after a kill.
  swaps: {
    run_id: 'STRING',
    table_name: 'STRING',
    window_from: 'DATE',
    window_to: 'DATE',
    version: 'BIGINT',
    begun_at: 'TIMESTAMP',
  },
} as const satisfies Record<string, Columns>
