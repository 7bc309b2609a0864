import type { Day } from '../pipelines/define.ts'

/** A data set of the stand-in's public API. */
export interface DataSet {
  /** Of its file, by which the site's pages name it; a UUID. */
  readonly id: string
  /** By which the API names it; a UUID. */
  readonly apiId: string
  readonly title: string
  /** The slug of its publication. */
  readonly publication: string
  readonly published: Day
  /** Not before `published`. */
  readonly lastUpdated: Day
}
