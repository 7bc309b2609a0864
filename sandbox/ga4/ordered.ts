import type { Random } from '../random.ts'
import type { OrderBy } from './ask.ts'
import type { Column, Table } from './table.ts'

interface Fields {
  readonly dimensions: readonly string[]
  readonly metrics: readonly string[]
  readonly orderBys: readonly OrderBy[]
}

interface Unordered {
  readonly table: Table
  readonly fields: Fields
  /** The places of the rows to order; they are put in order where they stand. */
  readonly rows: Uint32Array<ArrayBuffer>
}

/** Rows in the order a request asked for, which may leave much open. */
export class Ordered {
  readonly #order: Uint32Array
  /** 1 where nothing says whether a row comes before the next one. */
  readonly #tied: Uint8Array

  constructor({ table, fields, rows }: Unordered) {
    const keys = fields.orderBys.map((order) => sortKey(table, fields, order))
    const compare = (one: number, other: number) => {
      for (const key of keys) {
        const difference = (key[one] ?? 0) - (key[other] ?? 0)
        if (difference !== 0) return difference
      }
      return 0
    }
    this.#order = keys.length > 0 ? rows.sort(compare) : rows
    this.#tied = Uint8Array.from(this.#order, (row, at) => {
      const next = this.#order[at + 1]
      return next !== undefined && compare(row, next) === 0 ? 1 : 0
    })
  }

  get count(): number {
    return this.#order.length
  }

  /** The rows of a page. What the order leaves open is drawn anew each time, as the API promises nothing of it. */
  page(offset: number, limit: number, draw: Random): Uint32Array {
    const to = Math.min(offset + limit, this.count)
    if (offset >= to) return new Uint32Array()
    let first = offset
    while (first > 0 && this.#tied[first - 1] === 1) first -= 1
    let end = to
    while (end < this.count && this.#tied[end - 1] === 1) end += 1
    const rows = this.#order.slice(first, end)
    let start = 0
    for (let at = 0; at < rows.length; at++) {
      if (this.#tied[first + at] === 1 && at < rows.length - 1) continue
      shuffle(rows.subarray(start, at + 1), draw)
      start = at + 1
    }
    return rows.subarray(offset - first, to - first)
  }
}

/** A number for each row by which the order sorts, ascending. */
function sortKey(table: Table, fields: Fields, { field, by, descending }: OrderBy): Float64Array {
  const sign = descending ? -1 : 1
  const metric = table.metrics[fields.metrics.indexOf(field)]
  if (metric) return metric.map((value) => sign * value)
  const dimension = table.dimensions[fields.dimensions.indexOf(field)]
  if (!dimension) return new Float64Array(table.count)
  const ranks = by === 'number' ? numbers(dimension) : textRanks(dimension, by)
  return Float64Array.from(dimension.codes, (code) => sign * (ranks[code] ?? 0))
}

/** Texts that are no numbers are all alike, below every number. */
const numbers = ({ values }: Column) =>
  values.map((value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value)
    return Number.isFinite(number) ? number : -Number.MAX_VALUE
  })

function textRanks({ values }: Column, by: OrderBy['by']): readonly number[] {
  const texts = by === 'text' ? values : values.map((value) => value.toLowerCase())
  const sorted = [...new Set(texts)].sort(byCodePoint)
  const ranks = new Map(sorted.map((text, rank) => [text, rank]))
  return texts.map((text) => ranks.get(text) ?? 0)
}

/** JavaScript's own order is by UTF-16 unit, which differs above U+FFFF; UTF-8 bytes sort as code points do. */
function byCodePoint(one: string, other: string): number {
  if (/[\ud800-\udfff]/.test(one + other))
    return Buffer.compare(Buffer.from(one), Buffer.from(other))
  return one < other ? -1 : Number(one > other)
}

function shuffle(rows: Uint32Array, draw: Random): void {
  for (let at = rows.length - 1; at > 0; at--) {
    const other = draw.below(at + 1)
    const row = rows[at] ?? 0
    rows[at] = rows[other] ?? 0
    rows[other] = row
  }
}
