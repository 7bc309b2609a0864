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

/** Exchanges neighbours as long as that takes crossings away. */
function ordered(tracks: readonly Bare[]): Bare[] {
  let order = [...tracks]
  for (let round = 0; round < tracks.length; round += 1)
    for (let at = 0; at + 1 < order.length; at += 1) {
      const [one, other] = [order[at], order[at + 1]]
      if (one && other && crossings(other, one) < crossings(one, other))
        order = order.with(at, other).with(at + 1, one)
    }
  return order
}

/** How often two lines cross where the first has the track on the left. */
function crossings(left: Bare, right: Bare): number {
  const within = ({ start, ends }: Bare, y: number) =>
    y > Math.min(start, ...ends.map((end) => end.y)) &&
    y < Math.max(start, ...ends.map((end) => end.y))
  const passing = left.ends.filter(({ y }) => within(right, y)).length
  return passing + (within(left, right.start) ? 1 : 0)
}
