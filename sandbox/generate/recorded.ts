import type { Day } from '../../pipelines/define.ts'
import type { Entry } from './catalogue.ts'
import { FIRST, type Hit, LAST } from './hit.ts'

/** An event as an analytics product keeps it. */
export interface Recorded extends Entry {
  readonly path: string
  readonly name: string
  readonly label: string
  readonly category: string
  readonly mean: number
}

interface Product {
  /** The days it recorded. */
  readonly from: Day
  readonly to: Day
  readonly name: (action: string) => string
  readonly parameter: (text: string) => string
}

const NO_LABEL = '(not set)'

/** What a product keeps of the hits; those that its cuts make alike are one. */
export function recorded(hits: readonly Hit[], product: Product): readonly Recorded[] {
  const nameOf = remembered(product.name)
  const parameter = remembered(product.parameter)
  const kept = hits
    .filter(({ from = FIRST, to = LAST }) => from <= product.to && to >= product.from)
    .map(({ action, category, label, ...hit }) => ({
      ...hit,
      name: nameOf(action),
      label: label === undefined ? NO_LABEL : parameter(label),
      category: parameter(category),
    }))
  return distinct(kept, ({ path, name, label, category }) =>
    [path, name, label, category].join('\u0000'),
  )
}

/** Most texts are sent on many pages, and formatting them is most of the work. */
function remembered(format: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const formatted = known.get(text) ?? format(text)
    known.set(text, formatted)
    return formatted
  }
}

/** Leaves out what another entry with the same key already stands for on some day. */
export function distinct<T extends Entry>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): readonly T[] {
  const known = new Map<string, T[]>()
  return entries.filter((entry) => {
    const key = keyOf(entry)
    const alike = known.get(key)
    if (alike?.some((other) => overlap(other, entry))) return false
    if (alike) alike.push(entry)
    else known.set(key, [entry])
    return true
  })
}

function overlap(one: Entry, other: Entry): boolean {
  return (one.from ?? FIRST) <= (other.to ?? LAST) && (other.from ?? FIRST) <= (one.to ?? LAST)
}
