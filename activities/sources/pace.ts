import { setTimeout as sleep } from 'node:timers/promises'

/** Spaces requests, whoever makes them. */
export interface Pace {
  /** Resolves when it is this request's turn; the next one's comes `pauseMs` later at the earliest. */
  turn(pauseMs: number, signal: AbortSignal): Promise<void>
  /** Lets no request start for so long. */
  hold(ms: number): void
}

export function createPace(): Pace {
  let next = 0
  const ahead = () => next - performance.now()
  return {
    async turn(pauseMs, signal) {
      // Whoever wakes first takes the turn; the others look again.
      while (ahead() > 0) await pause(ahead(), signal)
      next = performance.now() + pauseMs
    },
    hold(ms) {
      next = Math.max(next, performance.now() + ms)
    },
  }
}

/** Waits; rejects with the signal's reason once it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}
