import { final } from '../failure.ts'
import { columnFaults, columnsOf, fits } from './columns.ts'
import { castIn } from './dialect.ts'
import type { Statements } from './statements.ts'
import type { Batch } from './warehouse.ts'

/**
 * The rows of a batch, to stand behind FROM, in the table's columns and types; `source` is what reads its file.
 *
 * @throws ApplicationFailure where the file's columns are not those of the table.
 */
export async function batchFrom(
  session: Statements,
  { table, file }: Batch,
  source: string,
): Promise<string> {
  const { dialect } = session
  const faults = columnFaults(await columnsOf(session, source), {
    columns: table.columns,
    agrees: fits(dialect),
    orElse: 'or narrower',
  })
  if (faults.length === 0) return `(SELECT ${castIn(dialect, table.columns)} FROM ${source})`
  throw final(
    'BrokenContract',
    `Holding the rows for ${table.name} in ${file} against its declaration: ${faults.join('; ')}. Nothing was written: look at what the source answered.`,
  )
}
