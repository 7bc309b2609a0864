import type { WorkerStatus } from '@temporalio/worker'
import { expect, test } from 'vitest'

import { workerHealth } from '../../workers/worker-health.ts'

const RUNNING: WorkerStatus = {
  runState: 'RUNNING',
  workflowPollerState: 'POLLING',
  activityPollerState: 'POLLING',
  hasOutstandingWorkflowPoll: true,
  hasOutstandingActivityPoll: true,
  numInFlightWorkflowActivations: 0,
  numInFlightActivities: 0,
  numInFlightNonLocalActivities: 0,
  numInFlightLocalActivities: 0,
  numCachedWorkflows: 0,
  numHeartbeatingActivities: 0,
}

test('a worker that runs, polls and has what it needs is live and ready', () =>
  expect(workerHealth(RUNNING, [])).toEqual({ live: [], ready: [] }))

test('one that lacks something is live only', () =>
  expect(workerHealth(RUNNING, ['The disk is full.'])).toEqual({
    live: [],
    ready: ['The disk is full.'],
  }))

test('one that does not poll is live only', () =>
  expect(workerHealth({ ...RUNNING, activityPollerState: 'FAILED' }, [])).toEqual({
    live: [],
    ready: ['The worker does not poll its task queue.'],
  }))

test('one that stops is live until it has ended', () => {
  const at = (runState: WorkerStatus['runState']) => workerHealth({ ...RUNNING, runState }, [])
  expect(at('DRAINING')).toEqual({ live: [], ready: ['The worker is DRAINING.'] })
  expect(at('STOPPED').live).toEqual(['The worker is STOPPED.'])
  expect(at('FAILED').live).toEqual(['The worker is FAILED.'])
})
