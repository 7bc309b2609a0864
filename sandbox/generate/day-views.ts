import { type Random, random } from '../random.ts'
import type { Catalogue, Mood } from './catalogue.ts'
import type { Page } from './page.ts'
import { OTHER_ROW } from './service-pages.ts'
import { devices, sources } from './visitors.ts'
import { hasOtherRow } from './withheld.ts'

/** What was counted of a page's views, of all of them or of one kind of visitor's. */
export interface Count {
  readonly path: string
  /** Place in the list of the visitors' kinds. */
  readonly kind: number
  readonly views: number
  readonly sessions: number
  /** Sessions that began with this page. */
  readonly starts: number
  /** Engagement, in seconds. */
  readonly seconds: number
}

/** The views of a day, counted three ways that agree page by page. */
export interface DayViews {
  readonly pages: readonly Count[]
  readonly devices: readonly Count[]
  readonly sources: readonly Count[]
}

type Counter = { -readonly [K in keyof Count]: Count[K] }

interface View {
  readonly views: number
  readonly sessions: number
  readonly starts: number
  readonly seconds: number
}

const START = 0.29
const SESSION = 0.55
const LONGEST_SECONDS = 78

/** Of this many views one is of a page that a session saw something of and that was not counted as viewed. */
const UNSEEN = 3000

/** However quiet a day is, somebody comes. */
const FIRST_VIEW: View = { views: 1, sessions: 1, starts: 1, seconds: 30 }

/** Lets every view of a day happen, one by one. */
export function dayViews(seed: number, pages: Catalogue<Page>, mood: Mood): DayViews {
  const draw = random(seed, 'views', mood.day)
  const folded = hasOtherRow(seed, mood.day)
  const counted: { pages: Counter[]; devices: Counter[]; sources: Counter[] } = {
    pages: [],
    devices: [],
    sources: [],
  }
  let begun = false
  pages.occur(draw, mood, ({ path }, times) => {
    if (path === OTHER_ROW && !folded) return
    const tallies = { pages: new Tally(path), devices: new Tally(path), sources: new Tally(path) }
    for (let at = 0; at < times; at++) {
      const view = begun ? viewOf(draw) : FIRST_VIEW
      begun = true
      tallies.pages.add(0, view)
      tallies.devices.add(draw.pick(devices.sums), view)
      tallies.sources.add(draw.pick(sources.sums), view)
    }
    counted.pages.push(...tallies.pages.counts())
    counted.devices.push(...tallies.devices.counts())
    counted.sources.push(...tallies.sources.counts())
  })
  return counted
}

function viewOf(draw: Random): View {
  const fate = draw.next()
  return {
    views: draw.below(UNSEEN) === 0 ? 0 : 1,
    sessions: fate < SESSION ? 1 : 0,
    starts: fate < START ? 1 : 0,
    seconds: draw.below(LONGEST_SECONDS),
  }
}

/** The views of one page by kind of visitor. */
class Tally {
  readonly #path: string
  readonly #counts = new Map<number, Counter>()

  constructor(path: string) {
    this.#path = path
  }

  add(kind: number, view: View): void {
    const count = this.#counts.get(kind)
    if (!count) {
      this.#counts.set(kind, { path: this.#path, kind, ...view })
      return
    }
    count.views += view.views
    count.sessions += view.sessions
    count.starts += view.starts
    count.seconds += view.seconds
  }

  counts(): Iterable<Counter> {
    return this.#counts.values()
  }
}
