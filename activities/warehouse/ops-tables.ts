import type { Columns } from '../../pipelines/define.ts'

/**
 * What happened, one row each; kept for ever, so that "what happened last Tuesday" is a query. Moments are UTC. What
 * each run wrote to raw tables and published is kept beside these by the warehouse itself, in `writes`,
 * `changes`, `day_changes` and `publications`; the rows of days that were replaced are in `archive_` and the table's name.
 */
export const OPS_TABLES = {
  // A run without an end is under way, or was terminated.
  runs: {
    key: ['run_id'],
    columns: {
      run_id: 'STRING',
      workflow_id: 'STRING',
      as_of: 'DATE',
      started_at: 'TIMESTAMP',
      ended_at: 'TIMESTAMP',
      state: 'STRING',
      latest_data: 'DATE',
      message: 'STRING',
    },
  },
  // A step is a table, or a window of one; each attempt at it has a row.
  steps: {
    key: ['run_id', 'step', 'window_from', 'attempt'],
    columns: {
      run_id: 'STRING',
      step: 'STRING',
      window_from: 'DATE',
      window_to: 'DATE',
      attempt: 'INT',
      started_at: 'TIMESTAMP',
      ended_at: 'TIMESTAMP',
      state: 'STRING',
      rows: 'BIGINT',
      message: 'STRING',
    },
  },
  findings: {
    key: ['run_id', 'step', 'window_from', 'attempt', 'table_name', 'check_name', 'day'],
    columns: {
      run_id: 'STRING',
      step: 'STRING',
      window_from: 'DATE',
      attempt: 'INT',
      found_at: 'TIMESTAMP',
      severity: 'STRING',
      table_name: 'STRING',
      check_name: 'STRING',
      day: 'DATE',
      count: 'BIGINT',
      examples: 'STRING',
      message: 'STRING',
    },
  },
} as const satisfies Record<string, { key: readonly string[]; columns: Columns }>

export type OpsTable = keyof typeof OPS_TABLES

export type OpsRow<T extends OpsTable> = Readonly<
  Record<keyof (typeof OPS_TABLES)[T]['columns'], string | number | null>
>
