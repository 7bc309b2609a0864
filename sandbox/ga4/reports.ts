import { setImmediate as turn } from 'node:timers/promises'

import type { Day } from '../../pipelines/define.ts'
import { daysOf } from '../calendar.ts'
import type { Facts } from '../facts.ts'
import { Kept } from '../kept.ts'
import { random } from '../random.ts'
import { type Ask, DATE_RANGE } from './ask.ts'
import { Ordered } from './ordered.ts'
import type { ReportPage } from './report-body.ts'
import { type DayPart, type Table, tableOf } from './table.ts'

/** Rows of reports that are kept, so that the next page does not cost the whole report again. */
const ROWS_KEPT = 2_000_000

interface Report {
  readonly table: Table
  readonly ordered: Ordered
}

export interface ReportOptions {
  readonly facts: Facts
  /** Whether the property has rows for a day. */
  readonly covers: (day: Day) => boolean
  /** Makes what the requests' orders leave open repeatable. */
  readonly seed: number
}

/** Answers requests from the facts. */
export class Reports {
  readonly #options: ReportOptions
  readonly #kept = new Kept<Report>(ROWS_KEPT, ({ table }) => table.count)
  readonly #underWay = new Map<string, Promise<Report>>()
  #asked = 0

  constructor(options: ReportOptions) {
    this.#options = options
  }

  /** A page of a report; `without` is a day to leave out as if nothing had been recorded. */
  async page(ask: Ask, without?: Day): Promise<ReportPage> {
    const { table, ordered } = await this.#report(ask, without)
    const draw = random(this.#options.seed, 'open order', this.#asked++)
    const rows = ordered.page(ask.offset, ask.limit, draw)
    return { ask, table, rows, rowCount: ordered.count }
  }

  /** The whole report, made once for all its pages, also when several are asked for at once. */
  async #report(ask: Ask, without?: Day): Promise<Report> {
    const { report, dimensions, metrics, ranges, orderBys, keepEmptyRows } = ask
    const whole = { report, dimensions, metrics, ranges, orderBys, keepEmptyRows, without }
    const key = JSON.stringify(whole)
    const known = this.#kept.get(key) ?? this.#underWay.get(key)
    if (known) return known
    const making = this.#make(ask, without).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, making)
    return this.#kept.set(key, await making)
  }

  async #make(ask: Ask, without?: Day): Promise<Report> {
    const parts: DayPart[] = []
    for (const { name, ...window } of ask.ranges) {
      for (const day of daysOf(window)) {
        if (day === without || !this.#options.covers(day)) continue
        const rows = await this.#options.facts.rows(ask.report, day)
        const constants = { date: day.replaceAll('-', ''), [DATE_RANGE]: name }
        if (rows.count > 0) parts.push({ rows, constants })
        await turn()
      }
    }
    const table = tableOf(parts, ask)
    return { table, ordered: new Ordered({ table, fields: ask, rows: keptRows(table, ask) }) }
  }
}

/** The places of the rows that are reported: those that are 0 in every metric only if asked for. */
function keptRows({ count, metrics }: Table, ask: Ask): Uint32Array<ArrayBuffer> {
  const all = Uint32Array.from({ length: count }, (_, row) => row)
  if (ask.keepEmptyRows || metrics.length === 0) return all
  return all.filter((row) => metrics.some((metric) => metric[row] !== 0))
}
