import type { Publication } from '../publication.ts'
import { accordionHits } from './accordion-hits.ts'
import { downloadHits } from './download-hits.ts'
import type { Hit, Subject } from './hit.ts'
import { otherHits } from './other-hits.ts'
import { releasesOf } from './releases.ts'
import { searchHits, serviceSearchHits } from './search-hits.ts'
import { serviceAccordionHits } from './service-accordion-hits.ts'
import { serviceOtherHits } from './service-other-hits.ts'
import { tableHits } from './table-hits.ts'

/** Everything the site's code has sent since its first day, as it was sent. */
export function allHits(seed: number, publications: readonly Publication[]): readonly Hit[] {
  const subjects = publications.map((publication, at): Subject => {
    const releases = releasesOf(publication)
    return { publication, at, releases, home: `/find-statistics/${publication.slug}` }
  })
  return [
    ...subjects.flatMap((subject) => [
      ...accordionHits(subject),
      ...downloadHits(subject),
      ...searchHits(subject),
      ...tableHits(subject),
      ...otherHits(subject),
    ]),
    ...serviceAccordionHits,
    ...serviceSearchHits(seed),
    ...serviceOtherHits(seed),
  ]
}
