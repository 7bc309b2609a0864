import { oldTitles } from '../../pipelines/ees/publications.ts'
import type { Publication } from '../publication.ts'
import { releasesOf } from '../generate/releases.ts'

/** Address and heading of a page. */
type Page = readonly [url: string, heading: string]

const SITE = 'https://explore-education-statistics.service.gov.uk'

/** Publications that the site no longer lists. */
const retired: readonly (readonly [slug: string, title: string])[] = [
  [
    'permanent-and-fixed-period-exclusions-in-england',
    'Permanent exclusions and suspensions in England',
  ],
  ['school-workforce-census-old', 'School workforce in England'],
  ['national-curriculum-assessments-key-stage-2', 'National curriculum assessments: key stage 2'],
]

/** The site as it was read once, years ago: of most of today's publications, and of some that are gone. */
export function legacyPages(publications: readonly Publication[]): readonly Page[] {
  const then = publications.filter((_, at) => at % 4 !== 3)
  return [
    [`${SITE}/find-statistics`, 'Find statistics and data'],
    ...then.flatMap(pagesOf),
    ...retired.map(([slug, title]): Page => [urlOf(slug), title]),
    ...oldTitles.map(({ slug, title }): Page => [urlOf(slug), title]),
  ]
}

function pagesOf(publication: Publication): readonly Page[] {
  const { slug, title } = publication
  const release = releasesOf(publication).find(({ from, to }) => from <= THEN && to >= THEN)
  const home = urlOf(slug)
  return [
    [home, title],
    ...(release
      ? ([
          [`${home}/${release.slug}`, title],
          [`${home}/${release.slug}/data-guidance`, 'Data guidance'],
          [`${home}/${release.slug}/prerelease-access-list`, 'Pre-release access list'],
        ] as const)
      : []),
    [`${SITE}/methodology/${slug}`, 'Methodology'],
  ]
}

/** When the pages were read. */
const THEN = '2022-06-30'

const urlOf = (slug: string) => `${SITE}/find-statistics/${slug}`
