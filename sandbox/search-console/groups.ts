import type { Day } from '../../pipelines/define.ts'
import type { DayRows } from '../facts.ts'
import { random, runningSums } from '../random.ts'
import type { Dimension } from './query.ts'

/** A row of an answer. */
export interface SearchRow {
  readonly keys: readonly string[]
  readonly clicks: number
  readonly impressions: number
  readonly ctr: number
  readonly position: number
}

interface Sum {
  readonly keys: readonly string[]
  /** Any number, always the same for the same keys. */
  readonly lot: number
  clicks: number
  impressions: number
  /** Positions times impressions. */
  places: number
  /** Positions as they are, for what no impression gives a weight. */
  readonly positions: number[]
}

/** Rows summed by the dimensions asked for. */
export class Groups {
  readonly #dimensions: readonly Dimension[]
  readonly #sums = new Map<string, Sum>()

  constructor(dimensions: readonly Dimension[]) {
    this.#dimensions = dimensions
  }

  add(rows: DayRows, day: Day): void {
    const { clicks, impressions, position } = rows.metrics
    for (let at = 0; at < rows.count; at++) {
      const keys = this.#dimensions.map((dimension) => valueOf(rows, { dimension, day, at }))
      const sum = this.#sum(keys)
      const shown = impressions?.[at] ?? 0
      sum.clicks += clicks?.[at] ?? 0
      sum.impressions += shown
      sum.places += shown * (position?.[at] ?? 0)
      sum.positions.push(position?.[at] ?? 0)
    }
  }

  /** Most clicks first; those with as many as each other stand in an arbitrary order, the same each time. */
  rows(): readonly SearchRow[] {
    return [...this.#sums.values()]
      .sort((one, other) => other.clicks - one.clicks || one.lot - other.lot)
      .map((sum) => ({
        keys: sum.keys,
        clicks: sum.clicks,
        impressions: sum.impressions,
        ctr: sum.impressions > 0 ? sum.clicks / sum.impressions : 0,
        position: sum.impressions > 0 ? sum.places / sum.impressions : mean(sum.positions),
      }))
  }

  #sum(keys: readonly string[]): Sum {
    const key = keys.join('\u0000')
    const known = this.#sums.get(key)
    if (known) return known
    const lot = random('lot', key).next()
    const sum = { keys, lot, clicks: 0, impressions: 0, places: 0, positions: [] }
    this.#sums.set(key, sum)
    return sum
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length

interface Cell {
  readonly dimension: Dimension
  readonly day: Day
  readonly at: number
}

function valueOf({ dimensions }: DayRows, { dimension, day, at }: Cell): string {
  if (dimension === 'date') return day
  const [query = '', page = ''] = [dimensions['query']?.[at], dimensions['page']?.[at]]
  if (dimension === 'query') return query
  if (dimension === 'page') return page
  const { names, sums } = visitors[dimension]
  return names[random(dimension, query, page).pick(sums)] ?? ''
}

/** Each query and page has one country and one device, so that sums agree whatever they are grouped by. */
const visitors = {
  country: { names: ['gbr', 'ind', 'usa', 'chn', 'irl'], sums: runningSums([90, 3, 3, 2, 2]) },
  device: { names: ['DESKTOP', 'MOBILE', 'TABLET'], sums: runningSums([70, 28, 2]) },
}
