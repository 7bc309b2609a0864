import type { Cell, Row } from '../../activities/warehouse/warehouse.ts'

/** Sums of fractions come in any order, and so differ in their last digits. */
const TOLERANCE = 1e-9

/**
 * The rows that only one of two results has, up to three of each, however they are ordered; doubles are the same where
 * they differ by less than a part in a thousand million.
 */
export function differingRows(ours: readonly Row[], theirs: readonly Row[]): string[] {
  const [mine, other] = [ours, theirs].map((rows) => rows.map(cellsOf).sort(inOrder))
  const [left, right] = [mine ?? [], other ?? []]
  const found: string[] = []
  let [at, beside] = [0, 0]
  while (found.length < 6 && (at < left.length || beside < right.length)) {
    const [one, two] = [left[at], right[beside]]
    if (one && two && isSame(one, two)) {
      at += 1
      beside += 1
    } else if (one && (!two || inOrder(one, two) < 0)) {
      found.push(`only the first has ${JSON.stringify(one)}`)
      at += 1
    } else {
      found.push(`only the other has ${JSON.stringify(two)}`)
      beside += 1
    }
  }
  return found
}

const cellsOf = (row: Row): Cell[] => Object.values(row)

const isSame = (one: readonly Cell[], other: readonly Cell[]): boolean =>
  one.length === other.length && one.every((cell, at) => near(cell, other[at] ?? null))

function near(one: Cell, other: Cell): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other
  return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other))
}

/** By what is no number first: what may differ in its last digits decides last. */
function inOrder(one: readonly Cell[], other: readonly Cell[]): number {
  const [a, b] = [one, other].map((cells) =>
    JSON.stringify(cells.map((cell) => (typeof cell === 'number' ? 0 : cell))),
  )
  if (a !== b) return (a ?? '') < (b ?? '') ? -1 : 1
  const at = one.findIndex((cell, place) => !near(cell, other[place] ?? null))
  return at < 0 ? 0 : Number(one[at]) - Number(other[at])
}
