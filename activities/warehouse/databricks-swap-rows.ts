import { columnsOf } from './columns.ts'
import type { Session } from './databricks-client.ts'
import { overtaken } from './databricks-failure.ts'

export interface Swap {
  /** The table's name with its schema. */
  readonly name: string
  /** The rows whose place is taken, as a condition on the table's columns. */
  readonly chosen: string
  /** What takes their place, to stand behind FROM, all of it within `chosen`. */
  readonly rows: string
  /** Whether those that are chosen stay, beside what comes. */
  readonly keeps: boolean
  /** Holds while the table is what the write was judged by, as a condition that may read the table. */
  readonly guard: string
}

/**
 * Puts rows in the place of others by one statement, which Delta commits whole or not at all.
 *
 * It is safe against another writer, and against one of its own whose client was killed and which goes on: the guard
 * reads the table in the snapshot that the statement begins with, and Delta refuses the commit if rows that it read,
 * or that REPLACE WHERE covers, were written since. So nothing lies between what was judged and what is committed.
 */
export async function swapRows(session: Session, swap: Swap): Promise<void> {
  const { name, chosen, rows, keeps, guard } = swap
  // REPLACE WHERE takes columns by their place alone.
  const columns = [...(await columnsOf(session, name)).keys()].map(session.dialect.identifier)
  const kept = `SELECT ${columns.join(', ')} FROM ${name} WHERE ${chosen} UNION ALL`
  try {
    await session.run(
      `INSERT INTO ${name} REPLACE WHERE ${chosen}
       ${keeps ? kept : ''} SELECT ${columns.join(', ')} FROM ${rows}
       ${guarded(columns, guard)}`,
    )
  } catch (error) {
    // The error that the guard raises comes in different wrappings: what it stands for is asked for instead.
    const [row] = await session.rows(`SELECT ${guard} AS same`)
    throw row?.['same'] === true ? error : overtaken(`Writing to ${name}`)
  }
}

/** What lets a select pass only where the guard holds: a branch without rows, so that it is asked even where no row comes. */
export const guarded = (columns: readonly string[], guard: string): string =>
  `UNION ALL SELECT ${columns.map(() => 'NULL').join(', ')}
   WHERE CASE WHEN ${guard} THEN false ELSE raise_error('overtaken') END`
