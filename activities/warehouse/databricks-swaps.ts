import type { Session } from './databricks-client.ts'
import type { CatalogTarget } from './databricks-names.ts'
import { versionOf } from './databricks-versions.ts'
import type { Window } from '../../pipelines/define.ts'

/**
 * A replacement that was begun: Delta commits one table at a time, and what is kept of a replacement lies in others. So
 * it is noted before the rows are replaced which version they rest on, and afterwards what is to be kept is read from
 * that version, in statements that may be repeated. Whoever comes next ends what a killed client has left.
 */
export interface Begun {
  readonly run: string
  /** Days that were to be replaced; null for a list. */
  readonly window: Window | null
  /** The version of the table before it. */
  readonly version: number
  readonly at: string
}

/** Notes that a replacement is about to be written. */
export async function begin(session: Session, target: CatalogTarget, begun: Begun): Promise<void> {
  const { literal } = session.dialect
  const { window, version, at } = begun
  const day = (value: string | undefined) =>
    value === undefined ? 'CAST(NULL AS DATE)' : `DATE ${literal(value)}`
  await session.run(
    `INSERT INTO ${target.swaps} REPLACE WHERE ${sameAs(session, target, begun)}
     SELECT ${literal(begun.run)}, ${literal(target.table)}, ${day(window?.from)}, ${day(window?.to)},
       CAST(${version} AS BIGINT), TIMESTAMP ${literal(at)}`,
  )
}

/** Notes that nothing of a replacement is left to do. */
export async function end(session: Session, target: CatalogTarget, begun: Begun): Promise<void> {
  await session.run(`DELETE FROM ${target.swaps} WHERE ${sameAs(session, target, begun)}`)
}

/** What was begun on a table and not ended, with the version that followed, where the rows have been written. */
export async function openSwaps(
  session: Session,
  { swaps, table, name }: CatalogTarget,
): Promise<readonly (Begun & { readonly written: boolean })[]> {
  const { literal } = session.dialect
  const rows = await session.rows(
    `SELECT * FROM ${swaps} WHERE table_name = ${literal(table)} ORDER BY begun_at`,
  )
  if (rows.length === 0) return []
  const { version: newest } = await versionOf(session, name)
  return rows.map((row) => {
    const [from, to] = [row['window_from'], row['window_to']]
    const version = Number(row['version'])
    return {
      run: String(row['run_id']),
      window: typeof from === 'string' && typeof to === 'string' ? { from, to } : null,
      version,
      at: String(row['begun_at']),
      written: newest > version,
    }
  })
}

function sameAs(session: Session, { table }: CatalogTarget, { run, window }: Begun): string {
  const { literal } = session.dialect
  const same = `run_id = ${literal(run)} AND table_name = ${literal(table)}`
  return window
    ? `${same} AND window_from = DATE ${literal(window.from)} AND window_to = DATE ${literal(window.to)}`
    : same
}
