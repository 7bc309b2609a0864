import type { SlugTitle } from './publications.ts'

/** A page of the site as it was, of the frozen table `ees_legacy_scrape`. */
export interface LegacyPage {
  readonly url: string
  readonly heading: string
}

/** The page that lists the publications is under the same path as theirs. */
const LIST_HEADING = 'Find statistics and data'

/** Their headings say what they are, not whose they are. */
const OTHER_PAGES = ['methodology', 'data-guidance', 'prerelease-access-list']

const SITE = 'https://explore-education-statistics.service.gov.uk'

/** The publication that a page of the former site was about, or undefined where it was about none. */
export function legacyPublication({ url, heading }: LegacyPage): SlugTitle | undefined {
  const path = URL.parse(url, SITE)?.pathname.toLowerCase() ?? ''
  const [, section, slug, ...rest] = path.split('/')
  if (section !== 'find-statistics' || !slug || heading.trim() === LIST_HEADING) return undefined
  if (rest.some((part) => OTHER_PAGES.includes(part))) return undefined
  return { slug, title: heading.trim() }
}
