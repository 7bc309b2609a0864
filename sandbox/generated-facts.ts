import type { Day } from '../pipelines/define.ts'
import { type DayRows, type Facts, noRows } from './facts.ts'
import { Catalogue } from './generate/catalogue.ts'
import type { DayViews } from './generate/day-views.ts'
import { eventRows } from './generate/event-rows.ts'
import { LAST } from './generate/hit.ts'
import { type Recorded, recorded } from './generate/recorded.ts'
import { type Search, searches, searchRows } from './generate/search-rows.ts'
import { deviceRows, hourlyRows, pageRows, sourceRows, summaryRows } from './generate/visit-rows.ts'
import { withheldOn } from './generate/withheld.ts'
import { ga4Name, ga4Parameter } from './generate/wording.ts'
import { type Seed, World } from './generate/world.ts'
import { Kept } from './kept.ts'
import { once } from './once.ts'
import { random } from './random.ts'
import type { Ga4ReportName, ReportName } from './reports.ts'

/** The first days on which the properties have rows. */
export const GA4_FIRST_DAY: Day = '2023-06-22'
export const SEARCH_FIRST_DAY: Day = '2023-10-07'

const ROWS_KEPT = 400_000

/** Rows made up on the fly: the same for the same seed, scale and day, whatever was asked before. */
export class GeneratedFacts implements Facts {
  readonly #world: World
  readonly #events = once(() => eventCatalogue(this.#world))
  readonly #searches = once(() => searchCatalogue(this.#world))
  readonly #rows = new Kept<DayRows>(ROWS_KEPT, ({ count }) => count)
  readonly #views = new Kept<DayViews>(ROWS_KEPT, ({ devices }) => devices.length * 2)

  constructor(seed: Seed) {
    this.#world = new World(seed)
  }

  rows(report: ReportName, day: Day): Promise<DayRows> {
    const key = `${report} ${day}`
    return Promise.resolve(this.#rows.get(key) ?? this.#rows.set(key, this.#make(report, day)))
  }

  close(): void {
    this.#rows.clear()
    this.#views.clear()
  }

  #make(report: ReportName, day: Day): DayRows {
    const { seed } = this.#world
    const mood = this.#world.mood(day)
    const draw = random(seed, report, day)
    if (report === 'ees_search_console')
      return day < SEARCH_FIRST_DAY ? noRows : searchRows(this.#searches(), draw, mood)
    if (day < GA4_FIRST_DAY) return noRows
    const views = this.#views.get(day) ?? this.#views.set(day, this.#world.views(mood))
    const makers: Readonly<Record<Ga4ReportName, () => DayRows>> = {
      ees_ga4_events: () => eventRows({ catalogue: this.#events(), views, mood }, draw),
      ees_ga4_page: () => pageRows(views),
      ees_ga4_time_on_page: () => pageRows(views),
      ees_ga4_device_browser: () => deviceRows(views),
      ees_ga4_source_medium: () => sourceRows(views),
      ees_ga4_service_summary: () => summaryRows(views),
      ees_ga4_hourly: () => hourlyRows(views, draw),
    }
    return { ...makers[report](), withheld: withheldOn(seed, report, day) }
  }
}

function eventCatalogue({ hits }: World): Catalogue<Recorded> {
  const ga4 = { from: GA4_FIRST_DAY, to: LAST, name: ga4Name, parameter: ga4Parameter }
  return new Catalogue(recorded(hits(), ga4), ({ mean }) => mean)
}

function searchCatalogue({ publications }: World): Catalogue<Search> {
  return new Catalogue(searches(publications), ({ mean }) => mean)
}
