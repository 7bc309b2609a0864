import type { RawTable } from '../pipelines/define.ts'
import type { RowFacts } from './facts.ts'
import { type Finding, stop } from './finding.ts'

/**
 * Rows on their way into a raw table: none has a NULL where it may not, no two have the same key. `subject` begins the
 * message.
 */
export function checkRows(table: RawTable, facts: RowFacts, subject: string): Finding[] {
  const nulls = [...facts.nulls].filter(
    ([column, { count }]) => count > 0 && !table.nullable?.includes(column),
  )
  const { duplicates } = facts
  const findings: Finding[] = []
  if (nulls.length > 0)
    findings.push(
      stop('no-nulls', {
        table: table.name,
        count: nulls.reduce((sum, [, { count }]) => sum + count, 0),
        examples: nulls.flatMap(([column, { examples }]) =>
          examples.map((row) => `${column}: ${row}`),
        ),
        message: `${subject} has NULLs (${nulls.map(([column, { count }]) => `${column} ${count}`).join(', ')}); none of these columns may be NULL. Look at what the source answered for these rows, then run the step again.`,
      }),
    )
  if (duplicates.count > 0)
    findings.push(
      stop('no-duplicates', {
        table: table.name,
        count: duplicates.count,
        examples: duplicates.examples,
        message: `${subject} repeats ${duplicates.count} keys (${table.key.join(', ')}); each may stand once. Run the step again; if they come again, the source gives rows twice.`,
      }),
    )
  return findings
}
