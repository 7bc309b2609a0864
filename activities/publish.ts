import { newestAgree } from '../checks/key.ts'
import type { Deps } from './deps.ts'
import { keepFindings } from './record.ts'
import type { PublishInput, PublishResult } from './steps.ts'

/** Lets what the run has built replace what the reader sees, and then, where its promise holds, moves the cache key. */
export async function publish(deps: Deps, input: PublishInput): Promise<PublishResult> {
  const { graph, key, warehouse } = deps
  const chosen = new Set(input.tables)
  const tables = graph.app.filter(({ name }) => chosen.has(name))
  const scope = { run: input.run, runDay: input.asOf }
  const published = await warehouse.publish(tables, key, scope)
  if (published.latestData !== null) return { ...published, problem: null }
  const { facts, judge } = newestAgree(key.name, key.promises)
  const findings = judge(await warehouse.query(facts, scope))
  await keepFindings(deps, { step: 'publish', input }, findings)
  return { ...published, problem: findings.map(({ message }) => message).join(' ') }
}
