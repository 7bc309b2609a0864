import { continueAsNew, proxyActivities } from '@temporalio/workflow'

import type { RunActivities } from '../activities/steps.ts'
import { parseDailyUpdateInput } from './daily-update-input.ts'
import { CONTROL } from './profiles.ts'
import { type Handover, runToEnd } from './run.ts'
import type { RunStatus } from './status.ts'

const { plan } = proxyActivities<RunActivities>(CONTROL)

/**
 * One daily update: plans, appends the raw tables side by side, builds the app tables by their graph, publishes those
 * that passed together, and last moves the cache key. A step that fails is parked until a person decides about it.
 */
export async function dailyUpdate(input?: unknown, before?: Handover): Promise<RunStatus> {
  const asked = parseDailyUpdateInput(input)
  return runToEnd(
    {
      title: (asOf) => `Daily update as of ${asOf}`,
      plan: (identity) => plan({ ...identity, ...asked }),
      goOn: (handover) => continueAsNew<typeof dailyUpdate>(input, handover),
    },
    before,
  )
}
