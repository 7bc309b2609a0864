import type { DataFrame } from 'danfojs-node'

import { type CatalogueFrames, readDataSets } from './data-sets.ts'
import { readPublications } from './publications.ts'
import { readReleasePage, type ReleasePage } from './release-page.ts'
import { createVisits, type VisitOptions } from './site-visit.ts'

export type EesSiteOptions = VisitOptions

/**
 * A client that reads the site's pages. Rejects with an `ApplicationFailure`: `Unavailable`, `NotFound` or `Quota`
 * where the site does not answer in full, `BrokenContract` where its pages are not of the known form or contradict
 * each other.
 */
export interface EesSite {
  /** The publications that the site lists, in its order: `slug`, `title`. There are exactly as many as it states. */
  publications(signal: AbortSignal): Promise<DataFrame>
  /** The data sets of the public API, in the site's order. There are exactly as many as it states. */
  dataSets(signal: AbortSignal): Promise<CatalogueFrames>
  /** The page of a publication's latest release, by any slug that leads to it. */
  releasePage(slug: string, signal: AbortSignal): Promise<ReleasePage>
}

/** A client of the site at `url`, which keeps its pauses whatever is asked of it, and by how many. */
export function createEesSite(options: EesSiteOptions): EesSite {
  const visit = createVisits(options)
  return {
    publications: (signal) => visit(signal, readPublications),
    dataSets: (signal) => visit(signal, readDataSets),
    releasePage: (slug, signal) =>
      visit(signal, ({ page }) => page(`/find-statistics/${slug}`, readReleasePage)),
  }
}
