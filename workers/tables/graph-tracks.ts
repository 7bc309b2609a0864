import { centreOf, type Placed, PORT } from './graph-layout.ts'

/** The line of one node through the channel to the next column: down or up its own track, and out to each reader. */
export interface Track {
  readonly source: Placed
  /** Which of the channel's tracks, from the left. */
  readonly place: number
  readonly start: number
  readonly ends: readonly End[]
}

interface End {
  readonly reader: string
  readonly y: number
  /** Whether the line goes on past the next column. */
  readonly lane: boolean
}

/** The tracks of a channel, so ordered that few of them cross. */
export function tracksBetween(left: readonly Placed[], right: readonly Placed[]): Track[] {
  const bare = left.flatMap((source) => {
    const ends = right.flatMap((reader) => {
      const port = portsOf(reader, left).indexOf(source.id)
      return port < 0 ? [] : [{ reader: reader.id, y: portAt(reader, port), lane: reader.lane }]
    })
    return ends.length === 0 ? [] : [{ source, start: centreOf(source), ends }]
  })
  return ordered(bare).map((track, place) => ({ ...track, place }))
}

/** Lines enter a box in the order in which they come from above. */
function portsOf({ from }: Placed, left: readonly Placed[]): string[] {
  return left.filter(({ id }) => from.includes(id)).map(({ id }) => id)
}

const portAt = (reader: Placed, port: number): number =>
  centreOf(reader) + (port - (reader.from.length - 1) / 2) * PORT

type Bare = Omit<Track, 'place'>

/** Moves single tracks as long as that takes crossings away. */
function ordered(tracks: readonly Bare[]): Bare[] {
  const costs = tracks.map((left) => tracks.map((right) => crossings(left, right)))
  const costOf = (order: readonly number[]) =>
    order.reduce(
      (sum, left, at) =>
        order.slice(at + 1).reduce((all, right) => all + (costs[left]?.[right] ?? 0), sum),
      0,
    )
  let order = [...tracks.keys()]
  for (let improved = true; improved;) {
    const moves = order.flatMap((moved, from) =>
      order.map((_, to) => order.toSpliced(from, 1).toSpliced(to, 0, moved)),
    )
    const [best = order] = moves.toSorted((one, other) => costOf(one) - costOf(other))
    improved = costOf(best) < costOf(order)
    if (improved) order = best
  }
  return order.flatMap((at) => tracks[at] ?? [])
}

/** So near, one line runs along the other and hides it, which is worse than to cross it a few times. */
const ALONG = 4
const HIDDEN = 6

/** How often two lines cross, or hide each other, where the first has the track on the left. */
function crossings(left: Bare, right: Bare): number {
  const within = ({ start, ends }: Bare, y: number) =>
    y > Math.min(start, ...ends.map((end) => end.y)) &&
    y < Math.max(start, ...ends.map((end) => end.y))
  const passing = left.ends.filter(({ y }) => within(right, y)).length
  const along = left.ends.filter(({ y }) => Math.abs(y - right.start) < ALONG).length
  return passing + along * HIDDEN + (within(left, right.start) ? 1 : 0)
}
