import { random } from '../random.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, plainHit, type Subject } from './hit.ts'
import { pathId } from './page.ts'
import { headings, subjects, themes } from './vocabulary.ts'

const TABS = ['Home', 'Explore', 'Methodology', 'Help']

/** Events of a publication's pages that no table of the dashboard counts. */
export function otherHits(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const { slug, weight, title } = publication
  const draw = random('other events', slug)
  const labels = headings(draw, 14)
  const blocks = subjects(draw, 10)
  return [
    ...byRelease(subject, { from: '2026-01-10', to: LAST }, (release, when) =>
      TABS.flatMap((tab, place) =>
        hitsOf({
          ...{ at, ...when, action: 'In page nav item clicked', labels },
          ...{ path: `${home}/${release.slug}${place === 0 ? '' : `/${tab.toLowerCase()}`}` },
          ...{ category: `${title} Release Page - ${tab}`, mean: (900 * weight) / (place + 1) },
        }),
      ),
    ),
    ...byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
      const page = { at, ...when, path: `${home}/${release.slug}` }
      const data = { ...page, category: 'Publication release data tabs' }
      return [
        ...hitsOf({
          ...data,
          action: 'Explore data button clicked',
          labels: blocks,
          mean: 700 * weight,
        }),
        ...blocks.flatMap((block) => tabOpened(block, { ...data, mean: 190 * weight })),
        ...hitsOf({
          ...{ ...page, action: 'Glossary link clicked', mean: 420 * weight, labels: GLOSSARY },
          category: 'Publication release content glossary link',
        }),
        ...hitsOf({
          ...{ ...page, action: 'Release type clicked', category: `${title} Release Page` },
          ...{ labels: [page.path], mean: 30 * weight },
        }),
        plainHit({
          ...{ ...page, action: 'Email subscription', category: 'Subscribe', mean: 14 * weight },
        }),
      ]
    }),
    ...hitsOf({
      ...{ at, path: `/data-tables/${slug}`, action: 'Table created', category: 'Table tool' },
      ...{ labels: [`/data-tables/${slug}`], mean: 500 * weight },
    }),
    ...detailsToggled(subject, blocks),
  ]
}

const GLOSSARY = ['absence', 'pupil-premium', 'ethnicity', 'free-school-meals', 'sen', 'academy']

/** The name is a heading of the page with the tab's: an open set. */
function tabOpened(block: string, page: { path: string; category: string; mean: number }) {
  return ['Chart', 'Table'].flatMap((tab) =>
    hitsOf({ ...page, action: `${block} (${tab}) tab opened`, labels: [page.path] }),
  )
}

function detailsToggled({ publication, at }: Subject, blocks: readonly string[]): readonly Hit[] {
  const labels = blocks.map((block) => `Publication: ${publication.title}, Data set: ${block}`)
  return hitsOf({
    ...{ at, path: '/data-catalogue', action: 'Data set details toggled', labels },
    ...{ category: 'Data catalogue', mean: 420 * publication.weight },
  })
}

/** The same, of pages of no publication. */
export function serviceOtherHits(seed: number): readonly Hit[] {
  const draw = random(seed, 'other events')
  const lists = [
    { path: '/find-statistics', category: 'Find statistics and data', name: 'Publications' },
    { path: '/data-catalogue', category: 'Data catalogue', name: 'Data sets' },
  ]
  const pages = Array.from({ length: 14 }, (_, at) => `Page ${at + 2}`)
  return [
    ...lists.flatMap(({ name, ...on }) => [
      ...hitsOf({ ...on, action: `${name} filtered by themeId`, labels: ids(draw), mean: 90 }),
      ...hitsOf({
        ...on,
        action: `${name} filtered by releaseType`,
        labels: RELEASE_TYPES,
        mean: 30,
      }),
      ...hitsOf({
        ...on,
        action: `${name} sorted`,
        labels: ['title', 'newest', 'oldest'],
        mean: 25,
      }),
      ...hitsOf({ ...on, action: 'Pagination clicked', labels: pages, mean: 70 }),
      plainHit({ ...on, action: 'Reset search filter', mean: 22 }),
    ]),
    ...hitsOf({
      ...{ path: '/find-statistics', action: 'Autocomplete suggestion accepted' },
      ...{ category: 'Find statistics and data', labels: subjects(draw, 60), mean: 120 },
      from: '2025-07-10',
    }),
    ...hitsOf({
      ...{ path: '/', action: 'Homepage link clicked', category: 'Homepage', mean: 160 },
      labels: ['Find statistics', 'Create your own tables', 'Data catalogue', 'Glossary'],
    }),
    ...hitsOf({
      ...{ path: '/methodology', action: 'Methodology page notes dropdown opened' },
      ...{ category: 'Methodology notes', labels: themes, mean: 4 },
    }),
  ]
}

const RELEASE_TYPES = ['AccreditedOfficialStatistics', 'OfficialStatistics', 'AdHocStatistics']

const ids = (draw: { below(limit: number): number }) =>
  Array.from({ length: 10 }, () => pathId(draw))
