import type { WorkerStatus } from '@temporalio/worker'

import type { Health } from './health.ts'

/** A worker lives until it has ended; it is ready while it polls and has what it needs. */
export function workerHealth(status: WorkerStatus, problems: readonly string[]): Health {
  const { runState, workflowPollerState, activityPollerState } = status
  const state = `The worker is ${runState}.`
  const running = runState === 'RUNNING'
  const polls = [workflowPollerState, activityPollerState].every((poller) => poller === 'POLLING')
  return {
    live: runState === 'FAILED' || runState === 'STOPPED' ? [state] : [],
    ready: [
      ...(running ? [] : [state]),
      ...(polls || !running ? [] : ['The worker does not poll its task queue.']),
      ...problems,
    ],
  }
}
