import type { TemporalProcess } from './temporal-process.ts'

/** A server that ends this often within a minute will not live. */
const ENDS_A_MINUTE = 5
const MINUTE_MS = 60_000

/** A server that is started again whenever it ends by itself. */
export interface KeptServer {
  /** Rejects when it cannot be kept. */
  readonly lost: Promise<never>
  readonly stop: () => Promise<void>
}

export interface Keeping {
  /** Starts the server again, as it was; throws where that fails. */
  readonly start: () => Promise<TemporalProcess>
  /** Where its runs are kept. */
  readonly place: string
  /** Told how it ended, each time it was started again. */
  readonly say: (text: string) => void
}

/**
 * Keeps a server that was started. Its runs are on disk and its address stays, so that its clients, who try again for a
 * while, do not lose it.
 */
export function keepServer(first: TemporalProcess, { start, place, say }: Keeping): KeptServer {
  let now = first
  let stopped = false
  const ends: number[] = []
  const keep = async (): Promise<void> => {
    for (;;) {
      const how = await Promise.race([now.ended, now.full.then(() => throwFull(place))])
      if (stopped) return
      ends.push(performance.now())
      requireLasting(ends, how)
      now = await start()
      if (stopped) return now.stop()
      say(`The Temporal server ${how}, and was started again; the run goes on.`)
    }
  }
  const keeping = keep()
  const lost = keeping.then(() => new Promise<never>(() => undefined))
  lost.catch(() => undefined)
  return {
    lost,
    stop: async () => {
      stopped = true
      await now.stop()
      // What it rejects with is told by `lost`.
      await keeping.catch(() => undefined)
    },
  }
}

function requireLasting(ends: readonly number[], how: string): void {
  const since = performance.now() - MINUTE_MS
  if (ends.filter((at) => at > since).length < ENDS_A_MINUTE) return
  throw new Error(
    `The Temporal server ${how}, for the ${ENDS_A_MINUTE}th time within a minute. What was committed stays. Find out what ends it, then start again: the run goes on where it was.`,
  )
}

function throwFull(place: string): never {
  throw new Error(
    `The Temporal server keeps its runs in ${place}, and the disk there is full. What was committed stays. Make room, then start again: the run goes on where it was.`,
  )
}
