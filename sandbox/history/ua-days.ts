import type { Day } from '../../pipelines/define.ts'
import { Catalogue } from '../generate/catalogue.ts'
import type { Count, DayViews } from '../generate/day-views.ts'
import { type Recorded, recorded } from '../generate/recorded.ts'
import { bounceRate, totals } from '../generate/visit-rows.ts'
import { devices, type Mix, sources } from '../generate/visitors.ts'
import { sentTitleCase } from '../generate/wording.ts'
import type { World } from '../generate/world.ts'
import { random } from '../random.ts'

/** The days that Universal Analytics recorded. */
export const UA = { from: '2020-04-03', to: '2023-06-22' } as const

type Row = readonly (string | number)[]

/** The rows of a day, table by table, in the order of the tables' columns. */
export type UaDay = Readonly<
  Record<
    | 'ees_ua_events'
    | 'ees_ua_page'
    | 'ees_ua_service_summary'
    | 'ees_ua_device_browser'
    | 'ees_ua_source_medium',
    readonly Row[]
  >
>

/** The service's days as Universal Analytics kept them: whole texts, none of GA4's own events. */
export class UaDays {
  readonly #world: World
  readonly #events: Catalogue<Recorded>

  constructor(world: World) {
    this.#world = world
    const whole = { ...UA, name: sentTitleCase, parameter: sentTitleCase }
    this.#events = new Catalogue(recorded(world.hits(), whole), ({ mean }) => mean)
  }

  /** A day's rows; the same for the same seed, scale and day. */
  rows(day: Day): UaDay {
    const mood = this.#world.mood(day)
    const views = this.#world.views(mood)
    const events: Row[] = []
    this.#events.occur(random(this.#world.seed, 'ua events', day), mood, (event, times) => {
      events.push([day, event.path, event.name, event.label, event.category, times])
    })
    return {
      ees_ua_events: events,
      ees_ua_page: views.pages.map((page) => [day, page.path, page.views, page.sessions]),
      ees_ua_service_summary: [summary(day, views)],
      ees_ua_device_browser: mixed(day, views.devices, devices),
      ees_ua_source_medium: mixed(day, views.sources, sources),
    }
  }
}

function summary(day: Day, views: DayViews): Row {
  const { pageviews, sessions, seconds } = totals(views)
  return [day, pageviews, sessions, Math.round((seconds / sessions) * 100) / 100]
}

function mixed(day: Day, counts: readonly Count[], { kinds }: Mix): readonly Row[] {
  return counts.map((count) => {
    const { path, views, sessions, seconds } = count
    const timeOnPage = views === 0 ? 0 : seconds / views
    return [day, path, ...(kinds[count.kind] ?? []), views, sessions, timeOnPage, bounceRate(count)]
  })
}
