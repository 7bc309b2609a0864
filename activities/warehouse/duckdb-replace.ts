import type { Offending, ReplaceFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { batchOf, noteWrite, type Target } from './duckdb-batch.ts'
import { countOf, examplesOf, nullsIn, offending, repeated } from './duckdb-facts.ts'
import { castColumns } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Batch, Judge, Written } from './warehouse.ts'

interface Replacement extends Batch {
  readonly judge: Judge<ReplaceFacts>
}

/** Replaces the list, within a transaction that the caller undoes where nothing `changed`. */
export async function replaceRows(
  session: Session,
  { judge, ...batch }: Replacement,
  target: Target,
): Promise<Written> {
  const { columns, key } = batch.table
  const now = `(SELECT ${castColumns(columns)} FROM ${target.name})`
  const next = await batchOf(session, batch)
  const facts = {
    before: await countOf(session, now),
    after: await countOf(session, next),
    added: await lacking(session, next, now),
    removed: await lacking(session, now, next),
    duplicates: await repeated(session, next, key),
    nulls: await nullsIn(session, next, columns),
  }
  const findings = judge(facts)
  const same = facts.added.count === 0 && facts.removed.count === 0
  if (stops(findings) || same) return { rows: 0, changed: false, findings }
  await session.run(`DELETE FROM ${target.name}`)
  await session.run(`INSERT INTO ${target.name} BY NAME SELECT * FROM ${next}`)
  await noteWrite(session, target, facts.after)
  return { rows: facts.added.count, changed: true, findings }
}

/** The rows of one that the other lacks; where that is empty, all of them, without comparing millions with nothing. */
async function lacking(session: Session, one: string, other: string): Promise<Offending> {
  if ((await countOf(session, other)) > 0)
    return offending(session, `FROM ${one} EXCEPT ALL FROM ${other}`)
  return { count: await countOf(session, one), examples: await examplesOf(session, `FROM ${one}`) }
}
