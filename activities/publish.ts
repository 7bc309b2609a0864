import type { Deps } from './deps.ts'
import type { PublishInput, PublishResult } from './steps.ts'

/** Lets what the run has built replace what the reader sees, and then, where its promise holds, moves the cache key. */
export async function publish(deps: Deps, input: PublishInput): Promise<PublishResult> {
  const { graph, key, warehouse } = deps
  const chosen = new Set(input.tables)
  const tables = graph.app.filter(({ name }) => chosen.has(name))
  return warehouse.publish(tables, key, { run: input.run, runDay: input.asOf })
}
