import type { WorkflowHandle } from '@temporalio/client'

import { appendRaw } from '../../activities/append-raw.ts'
import { buildApp } from '../../activities/build-app.ts'
import type { Deps } from '../../activities/deps.ts'
import { planBackfill } from '../../activities/plan-backfill.ts'
import { publish } from '../../activities/publish.ts'
import { replaceList } from '../../activities/replace-list.ts'
import type { RawStep } from '../../activities/steps.ts'
import type { Day } from '../../pipelines/define.ts'
import { createLog, installRuntime } from '../../workers/log.ts'
import { loadSandboxHistory } from '../../workers/sandbox-history.ts'
import { openStation, type Station } from '../../workers/station.ts'
import { TASK_QUEUE } from '../../workers/worker.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { configOf } from './config-of.ts'
import { stopwatch, type Took } from './stopwatch.ts'

export interface Backfilling {
  readonly env: Readonly<Record<string, string>>
  readonly from: Day
  readonly to: Day
  /** The day that it is meanwhile. */
  readonly today: Day
  /** Whether the steps are a run's, or called one by one. */
  readonly byTemporal: boolean
}

export interface Backfilled extends Took {
  readonly rows: number
  readonly windows: number
  /** Events in the history of each execution; none without Temporal. */
  readonly events: readonly number[]
}

/** Fills every table of an empty warehouse, from a sandbox, and builds what follows. */
export async function runBackfill(input: Backfilling): Promise<Backfilled> {
  installRuntime(createLog('error'))
  const now = () => new Date(`${input.today}T12:00:00Z`)
  const station = await openStation(configOf(input.env), { now })
  try {
    await readTheRest(station.deps)
    const took = stopwatch()
    const done = input.byTemporal ? await asRun(station, input) : await asCalls(station.deps, input)
    return { ...done, ...took() }
  } finally {
    await station.close()
  }
}

/** What the app tables need besides: the history, and the lists of the site. */
async function readTheRest(deps: Deps): Promise<void> {
  await loadSandboxHistory(deps)
  const scope = { run: 'lists', runDay: '2026-01-31', signal: new AbortController().signal }
  for (const table of deps.graph.raw.filter(({ source }) => source.kind === 'ees-site'))
    await replaceList(deps, table, scope)
}

type Range = Pick<Backfilling, 'from' | 'to'>

async function asRun({ temporal }: Station, { from, to }: Range) {
  const handle = await temporal.client.workflow.start<() => Promise<RunStatus>>('backfill', {
    workflowId: 'bench-backfill',
    taskQueue: TASK_QUEUE,
    args: [{ from, to }] as never,
  })
  const { steps } = await handle.result()
  const raw = steps.filter(({ layer }) => layer === 'raw')
  return {
    rows: raw.reduce((sum, { rows }) => sum + rows, 0),
    windows: raw.reduce((sum, { windows }) => sum + (windows?.[1] ?? 0), 0),
    events: await eventsOf(handle),
  }
}

type History = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>

/** Of each execution, from the first to the last. */
async function eventsOf(handle: WorkflowHandle & { readonly firstExecutionRunId: string }) {
  const events: number[] = []
  let next: string | null | undefined = handle.firstExecutionRunId
  while (next) {
    const execution = handle.client.getHandle(handle.workflowId, next)
    const history: History = (await execution.fetchHistory()).events ?? []
    events.push(history.length)
    next = history.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId
  }
  return events
}

/** The same work by the same functions, tables side by side and windows one after another. */
async function asCalls(deps: Deps, { from, to }: Range) {
  const input = {
    run: 'calls',
    workflowId: 'calls',
    startedAt: '',
    mode: 'missing',
    from,
    to,
  } as const
  const { raw, app, asOf } = await planBackfill(deps, input)
  const scope = { run: 'calls', runDay: asOf, signal: new AbortController().signal }
  const rows = await Promise.all(raw.map((step) => fillTable(deps, step, scope)))
  const tables = app.map(({ table }) => table)
  for (const table of deps.graph.app.filter(({ name }) => tables.includes(name)))
    await buildApp(deps, table, scope)
  await publish(deps, { run: 'calls', asOf, tables })
  return {
    rows: rows.reduce((sum, filled) => sum + filled, 0),
    windows: raw.reduce((sum, { windows = [] }) => sum + windows.length, 0),
    events: [],
  }
}

/** Appends the windows of a table; resolves to its rows. */
async function fillTable(
  deps: Deps,
  { table: name, windows = [] }: RawStep,
  scope: Parameters<typeof appendRaw>[2],
): Promise<number> {
  const table = deps.graph.raw.find((other) => other.name === name)
  if (!table) throw new Error(`No table is named ${name}`)
  let rows = 0
  for (const window of windows)
    rows += (await appendRaw(deps, { table, window, progress: () => undefined }, scope)).rows
  return rows
}
