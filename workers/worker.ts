import { fileURLToPath } from 'node:url'

import {
  bundleWorkflowCode,
  type NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker'

import { createActivities } from '../activities/activities.ts'
import type { Deps } from '../activities/deps.ts'
import { stepLog } from './step-log.ts'

/** Where runs are handed out; the Temporal UI asks for it when a run is started there. */
export const TASK_QUEUE = 'ees'

/** As many steps at once as one process has use for: fetching waits for the network, building shares the warehouse. */
const STEPS_AT_ONCE = 12

/** How often whoever watches a run sees its steps move on. */
const HEARTBEAT_INTERVAL = '2 seconds'

/** A step that heeds its interruption is gone by then; one that does not is left behind. */
const FORCE_MS = 10_000

/** What a worker polls, and how it ends. */
export interface Polled {
  readonly connection: NativeConnection
  readonly namespace: string
  readonly taskQueue: string
  /** How long the steps under way may go on once it is to stop. */
  readonly graceMs: number
  readonly workflows: WorkflowBundle
}

/** What stands around steps; a replayed run has the same. */
export const INTERCEPTORS = { activity: [stepLog] }

const WORKFLOWS = fileURLToPath(new URL('../workflows/index.ts', import.meta.url))

/** Puts the workflows into one text. It takes a second, and needs nothing: let it be done beside what is waited for. */
export const bundleWorkflows = (workflowsPath = WORKFLOWS): Promise<WorkflowBundle> =>
  bundleWorkflowCode({ workflowsPath, logger: Runtime.instance().logger })

/** A worker for the pipeline's workflows and steps, not running yet. */
export function createWorker(
  deps: Deps,
  { connection, namespace, taskQueue, graceMs, workflows }: Polled,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: workflows,
    activities: createActivities(deps),
    maxConcurrentActivityTaskExecutions: STEPS_AT_ONCE,
    // Heartbeats tell the rows fetched so far; unless said, they would be held back for most of their time-out.
    maxHeartbeatThrottleInterval: HEARTBEAT_INTERVAL,
    interceptors: INTERCEPTORS,
    // Then what is under way is interrupted and given back: nothing of it is committed, and the next worker does it again.
    shutdownGraceTime: graceMs,
    shutdownForceTime: graceMs + FORCE_MS,
  })
}
