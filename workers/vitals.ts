import { setTimeout } from 'node:timers/promises'

import { look, type Watched } from './look.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** What a look costs: a DuckDB file nothing; a Databricks warehouse has to be awake for it. */
const EVERY = { duckdb: MINUTE, databricks: 60 * MINUTE }

/** What was lost is mostly back soon. */
const AGAIN = 5 * SECOND

/** A server, a disk or a network that is being replaced is back by then. */
const GIVE_UP = 5 * MINUTE

/** By then a look counts as failed. */
const LONGEST = 30 * SECOND

export interface Pace {
  /** From a look that finds all well to the next, in milliseconds. @default a minute, an hour for Databricks */
  readonly everyMs?: number
  /** From one that does not. @default 5 s */
  readonly againMs?: number
  /** How long no look may find all well. @default 5 minutes */
  readonly giveUpMs?: number
}

export interface Vitals {
  /** What the last look found wanting; none where all is well. */
  problems(): readonly string[]
  /** Rejects when the worker should give up: what ails this process may be well in the next. */
  readonly lost: Promise<never>
  close(): Promise<void>
}

/** Looks now and then whether the worker has what it needs. */
export function watchVitals(watched: Watched, pace: Pace = {}): Vitals {
  const stop = new AbortController()
  let problems: readonly string[] = ['Neither the warehouse nor the Temporal server was asked yet.']
  const watching = watch(watched, pace, {
    signal: stop.signal,
    tell: (found) => {
      problems = found
    },
  })
  const lost = watching.then(() => new Promise<never>(() => undefined))
  lost.catch(() => undefined)
  return {
    problems: () => problems,
    lost,
    close: async () => {
      stop.abort()
      // What it rejects with is told by `lost`.
      await watching.catch(() => undefined)
    },
  }
}

interface Watching {
  readonly signal: AbortSignal
  readonly tell: (problems: readonly string[]) => void
}

/** Resolves once it is to stop. */
async function watch(watched: Watched, pace: Pace, { signal, tell }: Watching): Promise<void> {
  const { everyMs = EVERY[watched.deps.warehouse.kind], againMs = AGAIN, giveUpMs = GIVE_UP } = pace
  let wellAt = performance.now()
  while (!signal.aborted) {
    const problems = await lookOnce(watched, signal)
    if (signal.aborted) return
    tell(problems)
    if (problems.length === 0) wellAt = performance.now()
    if (performance.now() - wellAt >= giveUpMs)
      throw new Error(
        `For ${giveUpMs / MINUTE} minutes the worker could do no work. ${problems.join(' ')}`,
      )
    await pause(problems.length === 0 ? everyMs : againMs, signal)
  }
}

/** What a look finds, or that it was given up. */
async function lookOnce(watched: Watched, signal: AbortSignal): Promise<readonly string[]> {
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal])
  const looking = look(watched, until)
  try {
    return await Promise.race([looking, silence(until)])
  } finally {
    over.abort()
    // The client tries a call again until its deadline, and throws outside any promise when its connection is closed.
    if (signal.aborted) await looking
  }
}

async function silence(signal: AbortSignal): Promise<readonly string[]> {
  await pause(LONGEST, signal)
  return [
    `Neither the warehouse nor the Temporal server has answered within ${LONGEST / SECOND} s.`,
  ]
}

/** Over early when the signal is aborted. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined)
