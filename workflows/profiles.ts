import type { ActivityOptions } from '@temporalio/workflow'

/** A worker that died is noticed after this long; every activity heartbeats each two seconds. */
const heartbeatTimeout = '15 seconds'

/** A cancelled run drops what it has staged, so it waits until nothing stages any more. Not what is done unless said. */
const cancellationType = 'WAIT_CANCELLATION_COMPLETED'

/** Reading a window: the source may ask to wait, and says for how long; a quota is back within the hour. */
export const FETCH: ActivityOptions = {
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout,
  cancellationType,
  retry: { initialInterval: '1 second', maximumInterval: '2 minutes', maximumAttempts: 8 },
}

/**
 * Statements of the warehouse. What another try would meet again is said to be final where it is thrown; tries are for
 * second writers, warehouses that start, and workers that died.
 */
export const BUILD: ActivityOptions = {
  startToCloseTimeout: '1 hour',
  heartbeatTimeout,
  cancellationType,
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds', maximumAttempts: 8 },
}

/** Reading what there is and what is wanted. */
export const CONTROL: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout,
  cancellationType,
  retry: { initialInterval: '1 second', maximumAttempts: 5 },
}
