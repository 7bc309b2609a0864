import type { Day } from '../../pipelines/define.ts'
import { once } from '../once.ts'
import { publications } from '../publications.ts'
import { allHits } from './all-hits.ts'
import { Catalogue, type Mood } from './catalogue.ts'
import { type DayViews, dayViews } from './day-views.ts'
import type { Page } from './page.ts'
import { publicationPages } from './publication-pages.ts'
import { distinct } from './recorded.ts'
import { releaseDay } from './releases.ts'
import { servicePages } from './service-pages.ts'
import { attention, traffic } from './traffic.ts'

/** What makes one stand-in service different from another. */
export interface Seed {
  readonly seed: number
  /** Share of the live service's traffic, above 0; 1 is the live service. */
  readonly scale: number
}

/** The service whose visitors are made up: its pages, its events, and how busy each day is. */
export class World {
  readonly seed: number
  readonly scale: number
  readonly publications = publications()
  /** Everything that can be sent. */
  readonly hits = once(() => allHits(this.seed, this.publications))
  readonly #pages: Catalogue<Page>
  readonly #released: readonly number[]

  constructor({ seed, scale }: Seed) {
    if (!(scale > 0 && scale <= 10))
      throw new Error(`The sandbox's scale is ${scale}; give a number above 0 and up to 10.`)
    this.seed = seed
    this.scale = scale
    this.#released = this.publications.map(releaseDay)
    this.#pages = new Catalogue(
      distinct([...this.publications.flatMap(publicationPages), ...servicePages(seed)], pathOf),
      ({ views }) => views,
    )
  }

  /** How busy a day is, for the service and for each publication. */
  mood(day: Day): Mood {
    return {
      day,
      busy: this.scale * traffic(this.seed, day),
      attention: Float64Array.from([1, ...this.#released.map((at) => attention(at, day))]),
    }
  }

  /** The views of a day. */
  views(mood: Mood): DayViews {
    return dayViews(this.seed, this.#pages, mood)
  }
}

const pathOf = ({ path }: Page): string => path
