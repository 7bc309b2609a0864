import pLimit from 'p-limit'

import { columnsOf } from './columns.ts'
import type { Session } from './databricks-client.ts'
import { overtaken } from './databricks-failure.ts'
import { catalogName, type DatabricksNames, opsName } from './databricks-names.ts'
import { guarded } from './databricks-swap-rows.ts'

const AT_ONCE = 4

interface Pending {
  readonly table: string
  readonly run: string
}

/** Copies into the published tables what readers are to have and is staged yet; of one run, where it is named. */
export async function copyPending(
  session: Session,
  names: DatabricksNames,
  run?: string,
): Promise<void> {
  const { literal } = session.dialect
  const rows = await session.rows(
    `SELECT table_name, run_id FROM ${opsName(names, 'builds')} WHERE published = 1 AND pending = 1
     ${run === undefined ? '' : `AND run_id = ${literal(run)}`}`,
  )
  const pending = rows.map((row) => ({
    table: String(row['table_name']),
    run: String(row['run_id']),
  }))
  if (pending.length === 0) return
  await sideBySide(pending, (one) => copy(session, names, one))
  await session.run(
    `UPDATE ${opsName(names, 'builds')} SET pending = 0
     WHERE ${pending.map((one) => condition(session, one)).join(' OR ')}`,
  )
  await sideBySide(pending, (one) => session.run(`DROP TABLE IF EXISTS ${staged(names, one)}`))
}

/** Rejects once none is under way any more. */
async function sideBySide(
  pending: readonly Pending[],
  work: (one: Pending) => Promise<unknown>,
): Promise<void> {
  const underWay = pLimit(AT_ONCE)
  const ended = await Promise.allSettled(pending.map((one) => underWay(() => work(one))))
  const failed = ended.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

const staged = (names: DatabricksNames, { table, run }: Pending): string =>
  catalogName(names, { layer: 'app', name: `staged_${run}__${table}` })

const condition = ({ dialect: { literal } }: Session, { table, run }: Pending): string =>
  `(published = 1 AND pending = 1 AND table_name = ${literal(table)} AND run_id = ${literal(run)})`

/**
 * Replaces a published table. A copy that is late, as of a client that was killed, must not take readers back: it
 * checks in its own statement that its build is still the one to be copied, and of two replacements side by side
 * Delta refuses the later.
 */
async function copy(session: Session, names: DatabricksNames, pending: Pending): Promise<void> {
  const table = catalogName(names, { layer: 'app', name: pending.table })
  const guard = `(SELECT count(*) FROM ${opsName(names, 'builds')} WHERE ${condition(session, pending)}) > 0`
  const rows = staged(names, pending)
  try {
    const columns = [...(await columnsOf(session, rows)).keys()]
    await session.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${rows} ${guarded(columns, guard)}`,
    )
  } catch (error) {
    const [row] = await session.rows(`SELECT ${guard} AS same`)
    throw row?.['same'] === true ? error : overtaken(`Publishing ${table}`)
  }
}
