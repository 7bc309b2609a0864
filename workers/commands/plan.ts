import { Command } from 'commander'

import { plan as planRun } from '../../activities/plan.ts'
import { requireHistory } from '../../activities/require-history.ts'
import type { Plan, RawStep } from '../../activities/steps.ts'
import { daysBetween } from '../../pipelines/days.ts'
import { readConfig } from '../config.ts'
import { count } from '../format.ts'
import { needsSandbox } from '../sources.ts'
import { readGraph } from '../station.ts'
import { openWarehouse } from '../warehouse.ts'
import { requireRunOptions, type RunOptions, withRunOptions } from './run-options.ts'

/** `ees plan`: what an update would fetch and rebuild. */
export const plan = withRunOptions(
  new Command('plan').description('say what an update would fetch and rebuild, without doing it'),
).action(show)

async function show(options: RunOptions, command: Command): Promise<void> {
  await requireRunOptions(command, options)
  const config = readConfig(process.env)
  const graph = await readGraph()
  const warehouse = await openWarehouse(config)
  try {
    const now = () => new Date()
    const input = { run: 'plan', workflowId: 'plan', startedAt: now().toISOString(), ...options }
    const deps = { graph, warehouse, sourcesKind: config.sources.kind, now }
    const planned = await planRun(deps, input)
    // An update loads that of its own sandbox.
    if (!needsSandbox(config)) await requireHistory(deps)
    process.stdout.write(`${linesOf(planned).join('\n')}\n`)
  } finally {
    await warehouse.close()
  }
}

function linesOf({ asOf, raw, app }: Plan): string[] {
  return [
    `An update as of ${asOf} would fetch`,
    ...raw.map((step) => `  ${step.table.padEnd(34)}${daysOf(step)}`),
    'and then build, each after the ones it reads, what these changed of',
    ...app.map(({ table, parents }) => `  ${table.padEnd(34)}${parents.join(', ')}`),
  ]
}

function daysOf({ windows, reads }: RawStep): string {
  if (!windows) return `the ${reads ?? 'whole list'}`
  const [first, last] = [windows[0], windows.at(-1)]
  if (!first || !last) return 'nothing, it is up to date'
  const days = daysBetween(first.from, last.to) + 1
  return `${first.from} to ${last.to}: ${count(days)} days in ${windows.length} windows`
}
