import { addDays } from '../calendar.ts'
import { formerSlugs } from '../former-slugs.ts'
import type { Publication } from '../publication.ts'
import { publications } from '../publications.ts'
import { random } from '../random.ts'
import { BEFORE_REDESIGN, type Page, pathId, REDESIGN } from './page.ts'
import { releasesOf } from './releases.ts'

const SITE = 'https://explore-education-statistics.service.gov.uk'

/** Views of all publications' pages on an ordinary working day. */
const VIEWS = 10_600

/** The pages of one publication: its releases, their tabs, table tool, methodology, and the odd spellings of each. */
export function publicationPages(publication: Publication, at: number): readonly Page[] {
  const views = publication.weight * VIEWS
  return [
    ...releasePages(publication),
    ...tabs(publication),
    ...toolPages(publication),
    ...subscriptions(publication),
    ...oddSpellings(publication),
  ].map((page) => ({ ...page, publication: at, views: page.views * views }))
}

type Share = Omit<Page, 'publication'>

const homeOf = (publication: Publication) => `/find-statistics/${publication.slug}`

/** `views` is the page's share of its publication's, here and below. */
function releasePages(publication: Publication): readonly Share[] {
  const home = homeOf(publication)
  return [
    { path: home, views: 0.26, group: 'release pages' },
    ...releasesOf(publication).flatMap(({ slug, from, to }) => [
      { path: `${home}/${slug}`, views: 0.4, from, to },
      { path: `${home}/${slug}`, views: 0.02, from: addDays(to, 1), to: addDays(to, 400) },
    ]),
  ]
}

function tabs(publication: Publication): readonly Share[] {
  const home = homeOf(publication)
  const guidance = { to: BEFORE_REDESIGN }
  return releasesOf(publication).flatMap(({ slug, from, to }) => [
    ...(to < REDESIGN
      ? []
      : [
          { path: `${home}/${slug}/explore`, views: 0.1, from: later(from), to },
          { path: `${home}/${slug}/methodology`, views: 0.01, from: later(from), to },
          { path: `${home}/${slug}/help`, views: 0.004, from: later(from), to },
          { path: `${home}/${slug}/updates`, views: 0.0006, from: later(from), to },
        ]),
    ...(from > BEFORE_REDESIGN
      ? []
      : [
          { path: `${home}/${slug}/data-guidance`, views: 0.02, from, ...guidance },
          { path: `${home}/${slug}/prerelease-access-list`, views: 0.0006, from, ...guidance },
        ]),
  ])
}

const later = (from: string) => (from > REDESIGN ? from : REDESIGN)

function toolPages(publication: Publication): readonly Share[] {
  const { slug } = publication
  const draw = random('tool pages', slug)
  return [
    { path: `/data-tables/${slug}`, views: 0.15 },
    ...releasesOf(publication).map((release) => ({
      path: `/data-tables/${slug}/${release.slug}`,
      views: 0.035,
      from: release.from,
      to: release.to,
    })),
    { path: `/data-tables/fast-track/${pathId(draw)}`, views: 0.001 },
    { path: `/data-catalogue/data-set/${pathId(draw)}`, views: 0.012 },
    { path: `/data-catalogue/data-set/${pathId(draw)}`, views: 0.002 },
    { path: `/methodology/${slug}`, views: 0.012 },
    { path: `/methodology/${slug}-methodology`, views: 0.001 },
  ]
}

function subscriptions(publication: Publication): readonly Share[] {
  const { slug } = publication
  const token = pathId(random('subscription', slug)).replaceAll('-', '')
  return [
    { path: `/subscriptions/new-subscription/${slug}`, views: 0.0006, from: '2024-05-01' },
    { path: `/subscriptions/${slug}/confirm-subscription/eyJ${token}`, views: 0.0003 },
  ]
}

const former = [...formerSlugs(publications())]

/** Links that other sites got wrong, former slugs, and paths that the analytics client saw whole. */
function oddSpellings(publication: Publication): readonly Share[] {
  const { slug } = publication
  const capitals = slug.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
  return [
    { path: `${homeOf(publication)}.`, views: 0.0004 },
    { path: `/find-statistics/${capitals}`, views: 0.0008 },
    { path: `/find-statistics/${slug}-methodology`, views: 0.0003 },
    { path: `${SITE}/find-statistics/${slug}`, views: 0.0003 },
    { path: `/data-tables/${slug}.`, views: 0.0003 },
    ...former
      .filter(([, today]) => today === slug)
      .map(([old]) => ({ path: `/methodology/${old}`, views: 0.002 })),
  ]
}
