import { continueAsNew, proxyActivities } from '@temporalio/workflow'

import type { RunActivities } from '../activities/steps.ts'
import { parseBackfillInput } from './backfill-input.ts'
import { CONTROL } from './profiles.ts'
import { type Handover, runToEnd } from './run.ts'
import type { RunStatus } from './status.ts'

const { planBackfill } = proxyActivities<RunActivities>(CONTROL)

/**
 * Fetches days of the past: those that are absent, or all of a range once more; then builds and publishes, once, the
 * app tables that follow. A step that fails is parked until a person decides about it.
 */
export async function backfill(input?: unknown, before?: Handover): Promise<RunStatus> {
  const asked = parseBackfillInput(input)
  const { from, to, mode } = asked
  return runToEnd(
    {
      title: () =>
        `Backfill of ${from} to ${to}, ${mode === 'replace' ? 'all days once more' : 'missing days'}`,
      plan: async ({ run, workflowId, startedAt }) => ({
        ...(await planBackfill({ run, workflowId, startedAt, ...asked })),
        ...(mode === 'replace' && { mode }),
      }),
      goOn: (handover) => continueAsNew<typeof backfill>(input, handover),
    },
    before,
  )
}
