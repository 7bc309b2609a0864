import { setTimeout } from 'node:timers/promises'

import { isConflict } from './databricks-failure.ts'

/** Each try looks at the table anew; of writers side by side one comes through each time. */
const TRIES = 12

const LONGEST_WAIT_MS = 2000

/** Does work again that another writer was in the way of; what it throws otherwise, or at last, comes through. */
export async function againOnConflict<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isConflict(error) || tried === TRIES) throw error
      // No two writers wait for the same time.
      await setTimeout(Math.random() * Math.min(LONGEST_WAIT_MS, 100 * 2 ** tried))
      signal?.throwIfAborted()
    }
  }
}
