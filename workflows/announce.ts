import {
  setCurrentDetails,
  upsertSearchAttributes,
  workflowInfo,
  type WorkflowInfo,
} from '@temporalio/workflow'

import { ATTRIBUTES } from './attributes.ts'
import { detailsOf } from './details.ts'
import type { RunStatus } from './status.ts'

/** Shows how a run stands: in the details that the Temporal UI shows, and in what runs are found by. */
export function createAnnouncer(): (status: RunStatus) => void {
  let found = ''
  return (status) => {
    setCurrentDetails(detailsOf(status, new Date()))
    const failed = status.steps.flatMap(({ step, state }) =>
      state === 'parked' || state === 'failed' ? [step] : [],
    )
    const now = JSON.stringify([status.state, status.asOf, failed])
    // Each change of these is an event in the history.
    if (now === found) return
    found = now
    upsertSearchAttributes([
      { key: ATTRIBUTES.state, value: status.state },
      ...(status.asOf ? [{ key: ATTRIBUTES.day, value: status.asOf }] : []),
      { key: ATTRIBUTES.trigger, value: triggerOf(workflowInfo()) },
      { key: ATTRIBUTES.failed, value: failed },
    ])
  }
}

function triggerOf({ workflowType, searchAttributes }: WorkflowInfo): string {
  if (workflowType === 'backfill') return 'backfill'
  return searchAttributes['TemporalScheduledById'] ? 'schedule' : 'manual'
}
