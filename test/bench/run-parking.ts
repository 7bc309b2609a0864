import { ApplicationFailure } from '@temporalio/common'
import { Worker } from '@temporalio/worker'

import type { Plan, RunActivities, StepActivity } from '../../activities/steps.ts'
import { createLog, installRuntime } from '../../workers/log.ts'
import { connectTemporal } from '../../workers/temporal.ts'
import { startTemporalServer } from '../../workers/temporal-server.ts'
import { bundleWorkflows, TASK_QUEUE } from '../../workers/worker.ts'
import type { RunStatus } from '../../workflows/status.ts'

export interface Parked {
  /** Until all steps were parked, in seconds. */
  readonly parking: number
  /** Until all were tried again and the run had ended, one decision after another. */
  readonly resolving: number
  readonly events: number
  readonly bytes: number
  /** The same steps, none of which fails. */
  readonly calm: number
}

/** Parks so many steps of a run at once, and has each tried again; the steps themselves do nothing. */
export async function runParking({ steps }: { readonly steps: number }): Promise<Parked> {
  installRuntime(createLog('error'))
  await using stack = new AsyncDisposableStack()
  const server = stack.adopt(await startTemporalServer(), (it) => it.close())
  const { address, namespace } = server
  const temporal = stack.adopt(await connectTemporal({ address }), (it) => it.close())
  const connection = stack.adopt(await temporal.connectWorker(), (it) => it.close())
  let failing = true
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await bundleWorkflows(),
    activities: activitiesOf(steps, () => failing),
  })
  const ended = worker.run()
  stack.defer(async () => {
    worker.shutdown()
    await ended
  })
  const start = (workflowId: string) =>
    temporal.client.workflow.start<() => Promise<RunStatus>>('dailyUpdate', {
      workflowId,
      taskQueue: TASK_QUEUE,
    })

  const began = performance.now()
  const run = await start('parked')
  while (!(await run.query<RunStatus>('status')).waits);
  const parked = performance.now()
  failing = false
  for (const step of namesOf(steps))
    await run.executeUpdate('resolveStep', { args: [{ step, action: 'retry', reason: 'bench' }] })
  await run.result()
  const resolved = performance.now()
  const calm = await start('calm')
  await calm.result()
  const { raw, historyLength } = await run.describe()
  return {
    parking: (parked - began) / 1000,
    resolving: (resolved - parked) / 1000,
    calm: (performance.now() - resolved) / 1000,
    events: historyLength,
    bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0),
  }
}

const namesOf = (steps: number): string[] => Array.from({ length: steps }, (_, at) => `step_${at}`)

function activitiesOf(steps: number, failing: () => boolean) {
  const plan: Plan = {
    run: 'bench',
    asOf: '2026-01-31',
    raw: namesOf(steps).map((table) => ({ table, reads: 'whole list', parents: [] })),
    app: [],
  }
  const limits = { deadline: '2099-01-01T00:00:00.000Z', maxEvents: 10_000 }
  const run: RunActivities = {
    plan: () => Promise.resolve({ ...plan, ...limits }),
    planBackfill: () => Promise.resolve({ ...plan, ...limits }),
    publish: () =>
      Promise.resolve({ tables: [], latestData: null, keyMoved: false, problem: null }),
    finish: () => Promise.resolve(),
  }
  const step: StepActivity = () =>
    failing()
      ? Promise.reject(ApplicationFailure.nonRetryable('It is the bench that fails.'))
      : Promise.resolve({ state: 'current', rows: 0, warnings: [] })
  return { ...Object.fromEntries(namesOf(steps).map((name) => [name, step])), ...run }
}
