import type { Window } from '../../pipelines/define.ts'
import type { Session } from './databricks-client.ts'
import { isConflict } from './databricks-failure.ts'
import type { CatalogTarget } from './databricks-names.ts'
import type { Versions } from './databricks-versions.ts'
import type { Row } from './warehouse.ts'

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
async function begin(session: Session, target: CatalogTarget, begun: Begun): Promise<void> {
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

/** No write is under way for as long: its client was killed. */
const DEAD_MS = 3_600_000

/**
 * What was written to a table and not ended: by an attempt of this run before, or by a run that is no more. What was
 * begun and not written is not of interest; whoever begins again for the same run replaces it. What is written after
 * `versions` were read counts as not written: who asks is to compare with them, and finds the difference there.
 */
export async function unended(
  session: Session,
  { swaps, table, run: own }: CatalogTarget,
  { written }: Versions,
): Promise<readonly Begun[]> {
  const { literal } = session.dialect
  const rows = await session.rows(
    `SELECT * FROM ${swaps} WHERE table_name = ${literal(table)} ORDER BY begun_at`,
  )
  return rows
    .map(begunIn)
    .filter(
      ({ run, at, version }) =>
        written.version > version && (run === own || Date.parse(at) < Date.now() - DEAD_MS),
    )
}

function begunIn(row: Row): Begun {
  const [from, to] = [row['window_from'], row['window_to']]
  return {
    run: String(row['run_id']),
    window: typeof from === 'string' && typeof to === 'string' ? { from, to } : null,
    version: Number(row['version']),
    at: String(row['begun_at']),
  }
}

/**
 * Writes what was begun. Where another writer was in the way, nothing is left to be ended; unless that writer may be
 * an attempt of this run before, whose client was lost and which went on.
 */
export async function carryOut(
  session: Session,
  { target, begun }: { readonly target: CatalogTarget; readonly begun: Begun },
  write: () => Promise<unknown>,
): Promise<void> {
  const [before] = await session.rows(
    `SELECT count(*) AS n FROM ${target.swaps} WHERE ${sameAs(session, target, begun)}`,
  )
  await begin(session, target, begun)
  try {
    await write()
  } catch (error) {
    if (isConflict(error) && Number(before?.['n']) === 0) await end(session, target, begun)
    throw error
  }
}

function sameAs(session: Session, { table }: CatalogTarget, { run, window }: Begun): string {
  const { literal } = session.dialect
  const same = `run_id = ${literal(run)} AND table_name = ${literal(table)}`
  return window
    ? `${same} AND window_from = DATE ${literal(window.from)} AND window_to = DATE ${literal(window.to)}`
    : same
}
