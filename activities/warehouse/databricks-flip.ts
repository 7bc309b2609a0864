import type { Builds } from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import { type DatabricksNames, opsName } from './databricks-names.ts'
import { swapRows } from './databricks-swap-rows.ts'

interface Flip {
  readonly names: DatabricksNames
  /** What was published and staged when it was decided to publish. */
  readonly builds: Builds
  readonly run: string
  readonly tables: readonly string[]
}

/**
 * Lets readers have what a run has staged of some tables, all of it by one statement, unless another run has
 * published since it was decided.
 */
export async function flip(
  session: Session,
  { names, builds: { published, staged }, run, tables }: Flip,
): Promise<void> {
  if (tables.length === 0) return
  const { literal, now } = session.dialect
  const name = opsName(names, 'builds')
  const rows = tables.map((table) => {
    const build = staged.get(table)
    return `(${literal(table)}, ${literal(run)}, ${literal(build?.inputs ?? '')}, CAST(${build?.rows ?? 0} AS BIGINT), 1, 1, ${now})`
  })
  const columns = 'table_name, run_id, inputs, rows, published, pending, built_at'
  const known = [...published.values()].map(
    (build) => `(table_name = ${literal(build.table)} AND run_id = ${literal(build.run)})`,
  )
  await swapRows(session, {
    name,
    chosen: `table_name IN (${tables.map(literal).join(', ')}) AND (published = 1 OR run_id = ${literal(run)})`,
    rows: `(SELECT ${columns} FROM VALUES ${rows.join(', ')} AS flipped (${columns}))`,
    keeps: false,
    guard: `(SELECT count(*) = ${known.length} AND count_if(${known.join(' OR ') || 'false'}) = ${known.length}
             FROM ${name} WHERE published = 1)`,
  })
}
