import type { RawTable } from '../pipelines/define.ts'
import { type Finding, stop } from './finding.ts'

/** Files that somebody wrote to between the first look at them and the commit of their rows. */
export function filesChanged(table: RawTable, names: readonly string[]): Finding[] {
  if (names.length === 0) return []
  return [
    stop('files-unchanged', {
      table: table.name,
      count: names.length,
      examples: names,
      message: `${names.length} files for ${table.name} were written to while they were read; wanted is none. The step looks again.`,
    }),
  ]
}
