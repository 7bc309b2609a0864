import type { RawTable } from '../pipelines/define.ts'
import { type Finding, warn } from './finding.ts'

/** Files that are not whole, or change while they are read, and were written to so lately that they may be soon. */
export function filesLeft(table: RawTable, names: readonly string[]): Finding[] {
  if (names.length === 0) return []
  return [
    warn('files-settled', {
      table: table.name,
      count: names.length,
      examples: names,
      message: `${names.length} new files for ${table.name} are still being written, as it seems, and were left for the next run; wanted is none. One that is no longer written to and still not whole stops the table then.`,
    }),
  ]
}
