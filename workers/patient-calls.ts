import { setTimeout } from 'node:timers/promises'

import type { ConnectionOptions } from '@temporalio/client'
import {
  defaultGrpcRetryOptions,
  type GrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client'

/** About two minutes: a server that is started again is back by then, also on a busy machine. */
const ATTEMPTS = 30

/** How the calls of a connection outlast a server that is away for a while. */
export interface PatientCalls {
  readonly interceptors: NonNullable<ConnectionOptions['interceptors']>
  /** Lets no call be tried again, and waits for the tries that are due: on a closed connection one ends the process. */
  readonly settle: () => Promise<void>
}

export function patientCalls(): PatientCalls {
  let closing = false
  let lastTry = 0
  const usual = defaultGrpcRetryOptions({ maxAttempts: ATTEMPTS })
  const options: GrpcRetryOptions = {
    retryableDecider: (attempt, status) => !closing && usual.retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const delay = usual.delayFunction(attempt, status)
      lastTry = Math.max(lastTry, performance.now() + delay)
      return delay
    },
  }
  return {
    interceptors: [makeGrpcRetryInterceptor(options)],
    settle: async () => {
      closing = true
      const left = lastTry - performance.now()
      if (left > 0) await setTimeout(left)
    },
  }
}
