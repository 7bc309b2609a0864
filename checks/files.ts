import type { RawTable } from '../pipelines/define.ts'
import type { FileFacts } from './facts.ts'
import { type Finding, stop } from './finding.ts'
import type { CheckName } from './names.ts'

/** Files before their rows are read: each is whole, has the table's columns, and at least one row. */
export function checkFiles(table: RawTable, files: readonly FileFacts[]): Finding[] {
  const torn = files.filter(({ rows }) => rows === null)
  const other = files.filter(({ rows, faults }) => rows !== null && faults.length > 0)
  const empty = files.filter(({ rows, faults }) => rows === 0 && faults.length === 0)
  return [
    ...faulty(table, torn, {
      check: 'files-whole',
      found: 'cannot be read as parquet files to their end',
      next: 'Copy them again from where they came from, then run the step again.',
    }),
    ...faulty(table, other, {
      check: 'columns-as-declared',
      found: `have other columns than ${table.name}, or columns of other types`,
      next: 'Compare them with the declaration of the table: what the service has added is added there.',
    }),
    ...faulty(table, empty, {
      check: 'files-not-empty',
      found: 'have no rows',
      next: 'Copy them again from where they came from, or move them out of the way.',
    }),
  ]
}

interface Words {
  readonly check: CheckName
  readonly found: string
  readonly next: string
}

function faulty(
  table: RawTable,
  files: readonly FileFacts[],
  { check, found, next }: Words,
): Finding[] {
  if (files.length === 0) return []
  return [
    stop(check, {
      table: table.name,
      count: files.length,
      examples: files.map(({ name, faults }) => [name, ...faults].join(': ')),
      message: `${files.length} new files for ${table.name} ${found}; wanted is none. ${next}`,
    }),
  ]
}
