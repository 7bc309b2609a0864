import type { Day, RawTable } from '../../pipelines/define.ts'
import type { Random } from '../random.ts'

export type Cell = string | number | null

/** The rows of one file, their cells in the order of the file's columns. */
export interface Report {
  readonly table: RawTable
  readonly rows: readonly (readonly Cell[])[]
}

/** What a file is made of. */
export interface Made {
  readonly day: Day
  /** When it was written, as seconds since 1970. */
  readonly at: number
  /** Calls or downloads that it is about. */
  readonly count: number
}

/** One of the service's own programs that gather what was logged and write it as files. */
export interface Processor {
  readonly name: string
  /** What it writes at one moment: a file for each, or none where there is nothing to write. */
  readonly tables: readonly RawTable[]
  /** Calls or downloads on a working day of the live service. */
  readonly mean: number
  /** Whether there are any on Saturdays and Sundays. */
  readonly weekends: boolean
  readonly reports: (draw: Random, made: Made) => readonly Report[]
}

/** Rows, one for each call, in the order of their times. */
export function perCall(
  draw: Random,
  { at, count }: Made,
  row: (time: string) => readonly Cell[],
): readonly (readonly Cell[])[] {
  const times = Array.from({ length: count }, () => at - draw.next() * HOURS)
  return times.sort((one, other) => one - other).map((time) => row(timestamp(time)))
}

/** Files hold what came since the one before. */
const HOURS = 4 * 3600

/** A moment as text, to the microsecond. */
export const timestamp = (seconds: number): string =>
  `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')}.${String(Math.floor((seconds % 1) * 1e6)).padStart(6, '0')}`

/** Draws one of a list. */
export function oneOf<T>(draw: Random, values: readonly [T, ...T[]]): T {
  return values[draw.below(values.length)] ?? values[0]
}
