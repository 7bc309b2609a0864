import type { Columns } from '../../pipelines/define.ts'
import { OPS_MIGRATIONS } from './ops-migrations.ts'

/** Moves when the ops schema changes in a way that an older program cannot read. */
export const SCHEMA_VERSION = OPS_MIGRATIONS.length + 1

/** What the warehouse itself has to remember. */
export const OWN_TABLES = {
  // Which sources feed this file, one row.
  warehouse: { schema_version: 'INT', sources: 'STRING' },
  // One row for each committed write to a raw table.
  writes: { table_name: 'STRING', run_id: 'STRING', written_at: 'TIMESTAMP', rows: 'BIGINT' },
  // What each write to a list changed, one row for each cell.
  changes: {
    run_id: 'STRING',
    table_name: 'STRING',
    changed_at: 'TIMESTAMP',
    kind: 'STRING',
    row_key: 'STRING',
    column_name: 'STRING',
    old_value: 'STRING',
    new_value: 'STRING',
  },
  // What each replacement of days changed, one row for each day that differed. The rows that were there before are in
  // a table `archive_` and the raw table's name, with the run that replaced them.
  day_changes: {
    run_id: 'STRING',
    table_name: 'STRING',
    day: 'DATE',
    added: 'BIGINT',
    changed: 'BIGINT',
    gone: 'BIGINT',
    rows_before: 'BIGINT',
    rows_after: 'BIGINT',
    replaced_at: 'TIMESTAMP',
  },
  // What each app table was built from; `published` is 0 while it is staged, then 1.
  builds: {
    table_name: 'STRING',
    run_id: 'STRING',
    inputs: 'STRING',
    rows: 'BIGINT',
    published: 'INT',
  },
  // What each run was told to publish, and what came of it; names are separated by commas.
  publications: {
    run_id: 'STRING',
    asked: 'STRING',
    replaced: 'STRING',
    latest_data: 'DATE',
    key_moved: 'INT',
    published_at: 'TIMESTAMP',
  },
} as const satisfies Record<string, Columns>
