import type { Day } from '../../pipelines/define.ts'
import { dayNumber } from '../calendar.ts'
import type { Random } from '../random.ts'

/** Something that can occur on a day. */
export interface Entry {
  /** Place of the publication it belongs to, -1 where to none. */
  readonly publication: number
  /** First and last day on which it can occur; every day, unless said. */
  readonly from?: Day
  readonly to?: Day
  /** One entry at least of each group occurs every day, however quiet it is. */
  readonly group?: string
}

/** How busy a day is. */
export interface Mood {
  readonly day: Day
  /** Times the entries' means. */
  readonly busy: number
  /** The same by publication; the first is for entries of none. */
  readonly attention: Float64Array
}

const ALWAYS = { from: 0, to: 1e9 }

/** All that can occur, with its mean on an ordinary day. Held in flat arrays: most of it does not occur on most days. */
export class Catalogue<T extends Entry> {
  readonly #entries: readonly T[]
  readonly #means: Float64Array
  readonly #publications: Int32Array
  readonly #from: Float64Array
  readonly #to: Float64Array
  readonly #groups: ReadonlyMap<string, readonly number[]>

  constructor(entries: readonly T[], mean: (entry: T) => number) {
    this.#entries = entries
    this.#means = Float64Array.from(entries, mean)
    this.#publications = Int32Array.from(entries, ({ publication }) => publication + 1)
    this.#from = Float64Array.from(entries, ({ from }) => (from ? dayNumber(from) : ALWAYS.from))
    this.#to = Float64Array.from(entries, ({ to }) => (to ? dayNumber(to) : ALWAYS.to))
    this.#groups = grouped(entries)
  }

  /** Tells what occurs on a day and how often, in the catalogue's order; then what a group still lacks, once. */
  occur(draw: Random, mood: Mood, tell: (entry: T, times: number) => void): void {
    const day = dayNumber(mood.day)
    const occurred = new Set<string>()
    for (let at = 0; at < this.#means.length; at++) {
      if (!this.#possible(at, day)) continue
      const attention = mood.attention[this.#publications[at] ?? 0] ?? 1
      const times = draw.poisson((this.#means[at] ?? 0) * mood.busy * attention)
      const entry = this.#entries[at]
      if (times === 0 || entry === undefined) continue
      if (entry.group !== undefined) occurred.add(entry.group)
      tell(entry, times)
    }
    for (const [group, places] of this.#groups) {
      const entry = this.#entries[places.find((at) => this.#possible(at, day)) ?? -1]
      if (entry !== undefined && !occurred.has(group)) tell(entry, 1)
    }
  }

  #possible(at: number, day: number): boolean {
    return day >= (this.#from[at] ?? 0) && day <= (this.#to[at] ?? 0)
  }
}

function grouped(entries: readonly Entry[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [at, { group }] of entries.entries()) {
    if (group === undefined) continue
    const places = groups.get(group)
    if (places) places.push(at)
    else groups.set(group, [at])
  }
  return groups
}
