import type { ReplaceFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import type { RawTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { changesIn, changesOf, keyOf, sameKey, type NowAndNext } from './changes.ts'
import type { Session } from './databricks-client.ts'
import type { CatalogTarget } from './databricks-names.ts'
import { type Begun, carryOut, end, unended } from './databricks-swaps.ts'
import { versionsOf } from './databricks-versions.ts'
import { DATABRICKS } from './dialect-databricks.ts'
import { castIn } from './dialect.ts'
import { mergeOf, replaceFacts } from './list-versions.ts'
import type { Batch, Judge, Replaced } from './warehouse.ts'

interface Replacement extends Batch {
  readonly judge: Judge<ReplaceFacts>
  /** The list as it was uploaded, to stand behind FROM. */
  readonly rows: string
}

/**
 * Makes the list the batch, unless a finding stops it. All that is asked before reads one version of the list; a MERGE
 * makes the list the batch whatever it was, so that another writer between them is overwritten by what is no older.
 */
export async function replaceRows(
  session: Session,
  { judge, table, rows: next }: Replacement,
  target: CatalogTarget,
): Promise<Replaced> {
  const found = await versionsOf(session, target.name)
  for (const begun of await unended(session, target, found))
    await keepChanges(session, { table, begun }, target)
  const { newest: version } = found
  const versions = { table, now: listAt(table, target, version), next }
  const facts = await replaceFacts(session, versions)
  const findings = judge(facts)
  const gained = facts.added.count + facts.changed.count
  const same = gained + facts.removed.count === 0 && facts.before === facts.after
  if (stops(findings) || same) {
    const changes = await changesOf(session, target, table)
    return { rows: 0, changed: false, findings, changes }
  }
  await requireOnce(session, versions, target)
  const begun = { run: target.run, window: null, version, at: new Date().toISOString() }
  await carryOut(session, { target, begun }, () =>
    session.run(mergeOf(session.dialect, versions, target.name)),
  )
  await keepChanges(session, { table, begun }, target)
  return { rows: gained, changed: true, findings, changes: await changesOf(session, target, table) }
}

const listAt = (table: RawTable, { name }: CatalogTarget, version: number) =>
  `(SELECT ${castIn(DATABRICKS, table.columns)} FROM ${name} VERSION AS OF ${version})`

/** Keeps what a replacement has changed; done again, it changes nothing. The first rows of a list change nothing. */
async function keepChanges(
  session: Session,
  { table, begun }: { readonly table: RawTable; readonly begun: Begun },
  target: CatalogTarget,
): Promise<void> {
  const { literal } = session.dialect
  const now = listAt(table, target, begun.version)
  const next = `(SELECT ${castIn(session.dialect, table.columns)} FROM ${target.name})`
  const at = `TIMESTAMP ${literal(begun.at)}`
  const cells = changesIn(session.dialect, { ...target, run: begun.run }, { table, now, next })
  await session.run(
    `INSERT INTO ${target.changes}
     REPLACE WHERE run_id = ${literal(begun.run)} AND table_name = ${literal(target.table)} AND changed_at = ${at}
     SELECT run_id, table_name, ${at}, kind, row_key, column_name, old_value, new_value
     FROM (${cells}) WHERE EXISTS (SELECT 1 FROM ${now})`,
  )
  await end(session, target, begun)
}

/** A key that stands twice, in the list or in the table, would leave more rows or fewer. */
async function requireOnce(
  session: Session,
  { table, now, next }: NowAndNext,
  { name }: CatalogTarget,
): Promise<void> {
  const key = keyOf(table).map(session.dialect.identifier).join(', ')
  const twice = (rows: string) =>
    `SELECT count(*) AS n FROM (SELECT ${key} FROM ${rows} GROUP BY ${key} HAVING count(*) > 1)`
  const staying = `(SELECT now.* FROM ${now} AS now
    WHERE EXISTS (SELECT 1 FROM ${next} AS next WHERE ${sameKey(session.dialect, table)}))`
  const found = await session.rows(`${twice(next)} UNION ALL ${twice(staying)}`)
  const keys = found.reduce((sum, { n }) => sum + Number(n), 0)
  if (keys === 0) return
  throw final(
    'Warehouse',
    `Replacing ${name}: ${keys} keys stand more than once in it or in the list that was to take its place; wanted is each once. Nothing was written: remove the rows that are there twice by hand, then run the step again.`,
  )
}
