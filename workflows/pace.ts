import type { RunStatus } from './status.ts'

/** How fast the raw tables of a run are filled. */
export interface Pace {
  readonly windows: { readonly done: number; readonly all: number }
  readonly rows: number
  readonly rowsPerSecond: number
  /** By the windows done so far; null where none is. */
  readonly minutesLeft: number | null
}

export function paceOf({ steps, since }: RunStatus, now: Date): Pace {
  const raw = steps.filter(({ windows }) => windows !== undefined)
  const done = raw.reduce((sum, { windows }) => sum + (windows?.[0] ?? 0), 0)
  const all = raw.reduce((sum, { windows }) => sum + (windows?.[1] ?? 0), 0)
  const rows = raw.reduce((sum, step) => sum + step.rows, 0)
  const seconds = Math.max(1, (now.getTime() - Date.parse(since)) / 1000)
  return {
    windows: { done, all },
    rows,
    rowsPerSecond: Math.round(rows / seconds),
    minutesLeft: done > 0 ? Math.ceil(((seconds / done) * (all - done)) / 60) : null,
  }
}
