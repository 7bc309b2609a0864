import { expression, sql } from '../../pipelines/define.ts'
import { createLog, installRuntime } from '../../workers/log.ts'
import { openStation, type Station } from '../../workers/station.ts'
import { TASK_QUEUE } from '../../workers/worker.ts'
import type { RunStatus } from '../../workflows/status.ts'
import type { DailyUpdateInput } from '../../workflows/daily-update-input.ts'
import { configOf } from './config-of.ts'
import { stopwatch, type Took } from './stopwatch.ts'

export interface Updates {
  readonly env: Readonly<Record<string, string>>
  /** One after the other. */
  readonly inputs: readonly DailyUpdateInput[]
}

/** Of the whole run: from its start to its result. */
export interface Update extends Took {
  /** From the first raw step's start to the last one's end, and so of the app steps. */
  readonly fetching: number
  readonly building: number
  /** Appended to raw tables. */
  readonly rows: number
  /** App tables that were published. */
  readonly published: number
}

/** Runs daily updates as `ees update` does: a worker with all it needs, Temporal and the sandbox beside it. */
export async function runUpdates({ env, inputs }: Updates): Promise<readonly Update[]> {
  installRuntime(createLog('error'))
  const station = await openStation(configOf(env))
  try {
    const updates: Update[] = []
    for (const [at, input] of inputs.entries()) updates.push(await runUpdate(station, input, at))
    return updates
  } finally {
    await station.close()
  }
}

async function runUpdate(station: Station, input: DailyUpdateInput, at: number): Promise<Update> {
  const took = stopwatch()
  const handle = await station.temporal.client.workflow.start('dailyUpdate', {
    workflowId: `bench-${at}`,
    taskQueue: TASK_QUEUE,
    args: [input],
  })
  const status = (await handle.result()) as RunStatus
  const whole = took()
  const raw = status.steps.filter(({ layer }) => layer === 'raw')
  const run = handle.firstExecutionRunId.replaceAll('-', '')
  const names = (layer: 'raw' | 'app') =>
    status.steps.flatMap((step) => (step.layer === layer ? [step.step] : []))
  return {
    ...whole,
    fetching: await spanOf(station, run, names('raw')),
    building: await spanOf(station, run, names('app')),
    rows: raw.reduce((sum, { rows }) => sum + rows, 0),
    published: status.published?.tables.length ?? 0,
  }
}

/** Seconds from the first start of these steps to their last end, as the warehouse has kept them. */
async function spanOf({ deps }: Station, run: string, steps: readonly string[]): Promise<number> {
  if (steps.length === 0) return 0
  const [row] = await deps.warehouse.query(
    sql`select max(epoch(ended_at)) - min(epoch(started_at)) as seconds
        from ${expression('analytics_ops.steps')} where run_id = ${run} and step in ${steps}`,
    { run, runDay: '2026-01-01' },
  )
  return Number(row?.['seconds'] ?? 0)
}
