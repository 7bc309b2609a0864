import type { ReplaceFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { final } from '../failure.ts'
import { batchOf, noteWrite, type NotedTarget } from './duckdb-batch.ts'
import { changesIn, changesOf } from './changes.ts'
import { DUCKDB } from './dialect-duckdb.ts'
import { countOf } from './facts.ts'
import { mergeOf, replaceFacts } from './list-versions.ts'
import { castColumns } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Batch, Judge, Replaced } from './warehouse.ts'

interface Replacement extends Batch {
  readonly judge: Judge<ReplaceFacts>
}

/** Makes the list the batch, within a transaction that the caller undoes where nothing `changed`. */
export async function replaceRows(
  session: Session,
  { judge, ...batch }: Replacement,
  target: NotedTarget,
): Promise<Replaced> {
  const { table } = batch
  const now = `(SELECT ${castColumns(table.columns)} FROM ${target.name})`
  const versions = { table, now, next: await batchOf(session, batch) }
  const facts = await replaceFacts(session, versions)
  const findings = judge(facts)
  const gained = facts.added.count + facts.changed.count
  const same = gained + facts.removed.count === 0 && facts.before === facts.after
  if (stops(findings) || same) {
    const changes = await changesOf(session, target, table)
    return { rows: 0, changed: false, findings, changes }
  }
  if (facts.before > 0)
    await session.run(
      `INSERT INTO ${target.changes} BY NAME ${changesIn(DUCKDB, target, versions)}`,
    )
  await session.run(mergeOf(DUCKDB, versions, target.name))
  await requireRows(session, target, facts.after)
  await noteWrite(session, target, facts.after)
  return { rows: gained, changed: true, findings, changes: await changesOf(session, target, table) }
}

/** A key that stands twice, in the list or in the table, would leave more rows or fewer. */
async function requireRows(session: Session, { name }: NotedTarget, wanted: number): Promise<void> {
  const found = await countOf(session, name)
  if (found === wanted) return
  throw final(
    'Warehouse',
    `Replacing ${name}: it would have ${found} rows, wanted are the ${wanted} of the list; a key stands there more than once. Nothing was written: remove the rows that are there twice by hand, then run the step again.`,
  )
}
