import type { Graph } from '../../pipelines/graph.ts'
import { type Drawn, nodesOf } from './graph-nodes.ts'

/** A place in the picture: a table's box, or where the line of a table passes a column. Sizes are pixels. */
export interface Placed extends Drawn {
  readonly top: number
  readonly height: number
}

const GAP = 8
const LANE_HEIGHT = 6
const BOX_HEIGHT = 24
/** Between two lines that enter a box. */
export const PORT = 6

/**
 * Columns of tables, each right of the ones it reads, in an order that keeps lines short: then they also cross little.
 * Of two orders with lines as long, the first that was found stays, so that a graph has one picture.
 */
export function layOut(graph: Graph, key: { name: string; promises: Graph['app'] }): Placed[][] {
  const [first = [], ...others] = nodesOf(graph, key)
  const isRead = ({ id }: Drawn) => others[0]?.some(({ from }) => from.includes(id)) ?? false
  const unread = first.filter((node) => !isRead(node))
  let order = first.filter(isRead)
  let best = place([[...order, ...unread], ...others])
  for (let improved = true; improved;) {
    improved = false
    for (const swapped of swaps(order)) {
      const next = place([[...swapped, ...unread], ...others])
      if (lengthOf(next) < lengthOf(best) - 0.5) [order, best, improved] = [swapped, next, true]
    }
  }
  return best
}

/** The order with any two exchanged, or any one moved elsewhere. */
function* swaps(order: readonly Drawn[]): Generator<Drawn[]> {
  for (const [from, moved] of order.entries())
    for (const to of order.keys()) {
      if (to === from) continue
      yield order.with(from, order[to] ?? moved).with(to, moved)
      yield order.toSpliced(from, 1).toSpliced(to, 0, moved)
    }
}

/** Puts the first column one below the other, and those of each further one as near to what they read as they fit. */
function place(columns: readonly (readonly Drawn[])[]): Placed[][] {
  const placed: Placed[][] = []
  const bottom = columns.reduce((most, column) => Math.max(most, stackHeight(column)), 0)
  for (const column of columns) placed.push(placeColumn(column, placed.at(-1) ?? [], bottom))
  return placed
}

function placeColumn(
  column: readonly Drawn[],
  before: readonly Placed[],
  bottom: number,
): Placed[] {
  const centres = new Map(before.map((node) => [node.id, centreOf(node)]))
  const readers = new Map(
    before.map(({ id }) => [id, column.filter(({ from }) => from.includes(id)).length]),
  )
  // A line that goes to many tables pulls each of them only a little.
  const pull = (node: Drawn): number => {
    const pulls = node.from.map((id) => ({
      centre: centres.get(id) ?? 0,
      weight: 1 / (readers.get(id) ?? 1),
    }))
    const weight = pulls.reduce((sum, each) => sum + each.weight, 0)
    return pulls.reduce((sum, each) => sum + (each.centre * each.weight) / weight, 0)
  }
  const wanted =
    before.length === 0
      ? column.map((node) => ({ node, centre: 0 }))
      : column.map((node) => ({ node, centre: pull(node) })).sort((a, b) => a.centre - b.centre)
  let floor = 0
  const falling = wanted.map(({ node, centre }) => {
    const height = heightOf(node)
    const top = Math.max(floor, centre - height / 2)
    floor = top + height + GAP
    return { ...node, top, height }
  })
  let ceiling = bottom
  return falling
    .toReversed()
    .map((node) => {
      const top = Math.min(node.top, ceiling - node.height)
      ceiling = top - GAP
      return { ...node, top }
    })
    .toReversed()
}

const heightOf = ({ lane, from }: Drawn): number =>
  lane ? LANE_HEIGHT : Math.max(BOX_HEIGHT, PORT * (from.length + 1))

const stackHeight = (column: readonly Drawn[]): number =>
  column.reduce((sum, node) => sum + heightOf(node) + GAP, -GAP)

export const centreOf = ({ top, height }: Placed): number => top + height / 2

/** How far up and down the lines go, all together. */
function lengthOf(columns: readonly (readonly Placed[])[]): number {
  return columns.slice(1).reduce((sum, column, at) => {
    const spans = (columns[at] ?? []).map((source) => {
      const ends = column.filter(({ from }) => from.includes(source.id)).map(centreOf)
      return ends.length === 0 ? 0 : span([centreOf(source), ...ends])
    })
    return sum + spans.reduce((all, length) => all + length, 0)
  }, 0)
}

const span = (ys: readonly number[]): number => Math.max(...ys) - Math.min(...ys)
