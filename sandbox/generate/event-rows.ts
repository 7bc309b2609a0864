import type { DayRows } from '../facts.ts'
import type { Random } from '../random.ts'
import type { Catalogue, Mood } from './catalogue.ts'
import type { Count, DayViews } from './day-views.ts'
import type { Recorded } from './recorded.ts'
import { newUsers, scrolled } from './visit-rows.ts'

/** What GA4 records of every page by itself. */
const automatic: Readonly<Record<string, (count: Count) => number>> = {
  page_view: ({ views }) => views,
  session_start: ({ starts }) => starts,
  first_visit: newUsers,
  user_engagement: ({ sessions, views }) => Math.floor(sessions * 0.6 + views * 0.3),
  scroll: scrolled,
}

const UNSET = '(not set)'

/** Every so many seconds of engagement an automatic event has empty parameters instead of unset ones. */
const EMPTY_EVERY = 61

/** The columns of an events report, filled row by row. */
class EventColumns {
  readonly paths: string[] = []
  readonly names: string[] = []
  readonly labels: string[] = []
  readonly categories: string[] = []
  readonly counts: number[] = []

  add(event: Pick<Recorded, 'path' | 'name' | 'label' | 'category'>, times: number): void {
    this.paths.push(event.path)
    this.names.push(event.name)
    this.labels.push(event.label)
    this.categories.push(event.category)
    this.counts.push(times)
  }
}

interface Events {
  readonly catalogue: Catalogue<Recorded>
  readonly views: DayViews
  readonly mood: Mood
}

/** A day's events as GA4 reports them: its own, from the views, and the site's. */
export function eventRows({ catalogue, views, mood }: Events, draw: Random): DayRows {
  const columns = new EventColumns()
  for (const page of views.pages) addAutomatic(columns, page)
  catalogue.occur(draw, mood, (event, times) => columns.add(event, times))
  return {
    count: columns.counts.length,
    dimensions: {
      pagePath: columns.paths,
      eventName: columns.names,
      'customEvent:event_label': columns.labels,
      'customEvent:event_category': columns.categories,
    },
    metrics: { eventCount: Float64Array.from(columns.counts) },
  }
}

function addAutomatic(columns: EventColumns, page: Count): void {
  const unset = page.seconds % EMPTY_EVERY === 1 ? '' : UNSET
  for (const [name, timesOf] of Object.entries(automatic)) {
    const times = timesOf(page)
    if (times > 0) columns.add({ path: page.path, name, label: unset, category: unset }, times)
  }
}
