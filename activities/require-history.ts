import { sql } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { final } from './failure.ts'

/** Rejects where history was never loaded: app tables that lack it would be wrong without a sign of it. */
export async function requireHistory({
  graph,
  warehouse,
}: Pick<Deps, 'graph' | 'warehouse'>): Promise<void> {
  const frozen = graph.raw.filter(({ source }) => source.kind === 'frozen')
  const scope = { run: 'history', runDay: '2020-01-01' }
  const counts = await Promise.all(
    frozen.map((table) => warehouse.query(sql`select count(*) as n from ${table}`, scope)),
  )
  const empty = frozen.filter((_, at) => counts[at]?.[0]?.['n'] === 0)
  if (empty.length > 0)
    throw final(
      'BadInput',
      `Planning the run: the history tables ${empty.map(({ name }) => name).join(', ')} are empty, and the app tables reach back into them. Load them once with: npx ees import-history DIR`,
    )
}
