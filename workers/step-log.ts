import { performance } from 'node:perf_hooks'

import { CancelledFailure } from '@temporalio/common'
import type { ActivityInterceptorsFactory } from '@temporalio/worker'

/**
 * A line when a step starts and when it ends, and on each line said meanwhile the run, the step and its window. The
 * line of a step that fails is the SDK's own, which has the error.
 */
export const stepLog: ActivityInterceptorsFactory = ({ info, log }) => {
  let place: Record<string, unknown> = {
    step: info.activityType,
    attempt: info.attempt,
    workflowId: info.workflowExecution?.workflowId,
  }
  return {
    outbound: { getLogAttributes: () => place },
    inbound: {
      execute: async (input, next) => {
        place = { ...fields(input.args[0], ['run', 'window']), ...place }
        log.info('step started')
        const began = performance.now()
        const seconds = () => Math.round(performance.now() - began) / 1000
        try {
          const result = await next(input)
          log.info('step done', { seconds: seconds(), ...fields(result, TOLD) })
          return result
        } catch (error) {
          if (error instanceof CancelledFailure)
            log.info('step interrupted', { seconds: seconds(), reason: error.message })
          throw error
        }
      },
    },
  }
}

/** Of what a step came to: names and counts, never rows. */
const TOLD = ['state', 'rows', 'warnings', 'tables', 'latestData', 'keyMoved', 'problem']

function fields(value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name)))
}
