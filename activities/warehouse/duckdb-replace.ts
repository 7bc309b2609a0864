import type { ReplaceFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { final } from '../failure.ts'
import { batchOf, noteWrite, type Target } from './duckdb-batch.ts'
import { changesOf, keyOf, noteChanges, sameKey, type Versions } from './duckdb-changes.ts'
import { countOf, nullsIn, offending, repeated } from './duckdb-facts.ts'
import { castColumns, identifier } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { Batch, Judge, Replaced } from './warehouse.ts'

interface Replacement extends Batch {
  readonly judge: Judge<ReplaceFacts>
}

/** Makes the list the batch, within a transaction that the caller undoes where nothing `changed`. */
export async function replaceRows(
  session: Session,
  { judge, ...batch }: Replacement,
  target: Target,
): Promise<Replaced> {
  const { table } = batch
  const now = `(SELECT ${castColumns(table.columns)} FROM ${target.name})`
  const versions = { table, now, next: await batchOf(session, batch) }
  const facts = await factsOf(session, versions)
  const findings = judge(facts)
  const gained = facts.added.count + facts.changed.count
  const same = gained + facts.removed.count === 0 && facts.before === facts.after
  if (stops(findings) || same) {
    const changes = await changesOf(session, target, table)
    return { rows: 0, changed: false, findings, changes }
  }
  if (facts.before > 0) await noteChanges(session, target, versions)
  await merge(session, versions, target)
  await requireRows(session, target, facts.after)
  await noteWrite(session, target, facts.after)
  return { rows: gained, changed: true, findings, changes: await changesOf(session, target, table) }
}

async function factsOf(session: Session, versions: Versions): Promise<ReplaceFacts> {
  const { table, now, next } = versions
  const [from, to] = [`FROM ${now} AS now`, `FROM ${next} AS next`]
  const [inFrom, inTo] = [from, to].map((rows) => `EXISTS (${rows} WHERE ${sameKey(table)})`)
  return {
    before: await countOf(session, now),
    after: await countOf(session, next),
    added: await offending(session, `${to} WHERE NOT ${inFrom}`),
    removed: await offending(session, `${from} WHERE NOT ${inTo}`),
    changed: await offending(session, `${to} WHERE ${inFrom} EXCEPT ALL ${from}`),
    duplicates: await repeated(session, next, table.key),
    nulls: await nullsIn(session, next, table.columns),
  }
}

/** Inserts, updates and deletes by key, in one statement. */
async function merge(session: Session, { table, next }: Versions, target: Target): Promise<void> {
  const columns = Object.keys(table.columns)
  const key = keyOf(table)
  const others = columns.filter((name) => !key.includes(name)).map(identifier)
  const names = columns.map(identifier)
  const differ = others.map((name) => `now.${name} IS DISTINCT FROM next.${name}`)
  const update = others.map((name) => `${name} = next.${name}`)
  await session.run(
    `MERGE INTO ${target.name} AS now USING ${next} AS next ON ${sameKey(table)}
     ${others.length > 0 ? `WHEN MATCHED AND (${differ.join(' OR ')}) THEN UPDATE SET ${update.join(', ')}` : ''}
     WHEN NOT MATCHED THEN INSERT (${names.join(', ')}) VALUES (${names.map((name) => `next.${name}`).join(', ')})
     WHEN NOT MATCHED BY SOURCE THEN DELETE`,
  )
}

/** A key that stands twice, in the list or in the table, would leave more rows or fewer. */
async function requireRows(session: Session, { name }: Target, wanted: number): Promise<void> {
  const found = await countOf(session, name)
  if (found === wanted) return
  throw final(
    'Warehouse',
    `Replacing ${name}: it would have ${found} rows, wanted are the ${wanted} of the list; a key stands there more than once. Nothing was written: remove the rows that are there twice by hand, then run the step again.`,
  )
}
