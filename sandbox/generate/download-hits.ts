import type { Publication } from '../publication.ts'
import { random } from '../random.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, plainHit, type Subject } from './hit.ts'
import { BEFORE_REDESIGN, pathId } from './page.ts'
import type { Release } from './releases.ts'
import { subjects } from './vocabulary.ts'

const GROUP = 'publication downloads'

/** Files taken from a publication's pages, by the names that the site's code gave them over the years. */
export function downloadHits(subject: Subject): readonly Hit[] {
  return [
    ...allFiles(subject),
    ...singleFiles(subject),
    ...catalogueFiles(subject),
    ...tables(subject),
  ]
}

const NAMED_RELEASE = '2023-07-13'

/** The button that takes all files of a release; its name grew the release's title, then lost it to the cut. */
function allFiles(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const useful = `${publication.title} Release Page - Useful Information`
  const mean = 190 * publication.weight
  const page = (release: Release) => ({ at, path: `${home}/${release.slug}`, mean, group: GROUP })
  return [
    ...byRelease(subject, { from: FIRST, to: '2021-12-14' }, (release, when) => {
      const hit = { ...page(release), ...when, category: useful }
      const labels = [labelOf(publication, release, 'File: All files')]
      return [
        ...hitsOf({ ...hit, labels, action: 'Release page all files downloaded' }),
        ...hitsOf({ ...hit, labels, action: 'Release page all files, Release', mean: mean / 6 }),
      ]
    }),
    ...byRelease(subject, { from: '2021-12-15', to: '2023-07-12' }, (release, when) => {
      const action = `Release page all files downloads.title, Release: ${release.title}, File: All files`
      return [plainHit({ ...page(release), ...when, action, category: 'Downloads' })]
    }),
    ...byRelease(subject, { from: NAMED_RELEASE, to: LAST }, (release, when) => {
      const action = `Release page all files, Release: ${release.title}, File: All files`
      return [plainHit({ ...page(release), ...when, action, category: 'Downloads' })]
    }),
    ...byRelease(subject, { from: FIRST, to: BEFORE_REDESIGN }, (release, when) => {
      const hit = { ...page(release), ...when, category: useful, mean: mean / 2 }
      const labels = [labelOf(publication, release, 'File: All files')]
      return hitsOf({ ...hit, labels, action: 'Download all data button clicked' })
    }),
  ]
}

function singleFiles(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const names = subjects(random('files', publication.slug), 12)
  const labels = (release: Release, kind: string, count: number) =>
    names.slice(0, count).map((name) => labelOf(publication, release, `${kind}: ${name}`))
  return [
    ...byRelease(subject, { from: FIRST, to: LAST }, (release, when) =>
      hitsOf({
        ...{ at, path: `${home}/${release.slug}`, ...when, mean: 55 * publication.weight },
        ...{ action: 'Release page file downloaded', category: 'Downloads' },
        labels: labels(release, 'File', 6),
      }),
    ),
    ...byRelease(subject, { from: '2025-11-15', to: LAST }, (release, when) =>
      hitsOf({
        ...{ at, path: `${home}/${release.slug}/explore`, ...when, mean: 150 * publication.weight },
        ...{ action: 'Release page data set file download', category: 'Downloads' },
        labels: labels(release, 'Data set', 12),
      }),
    ),
  ]
}

function catalogueFiles(subject: Subject): readonly Hit[] {
  const { publication } = subject
  const names = subjects(random('data sets', publication.slug), 8)
  const titles = [publication.title, ...(FORMER_TITLES.get(publication.slug) ?? [])]
  const { weight } = publication
  return titles.flatMap((title, place) =>
    byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
      const share = place === 0 ? 1 : 0.15
      const hit = { path: '/data-catalogue', category: 'Data catalogue', at: subject.at, ...when }
      const whole = labelOf({ title }, release)
      const labels = names.map((name) => `${whole}, Data set: ${name}`)
      const action = 'Data set file download'
      return [
        ...hitsOf({ ...hit, action, labels, mean: 60 * weight * share }),
        ...hitsOf({
          ...{ ...hit, action, labels, mean: 45 * weight * share },
          ...{ path: datasetPath(publication), category: 'Data catalogue - data set page' },
        }),
        ...hitsOf({
          ...hit,
          action: `${action} - all`,
          labels: [whole],
          mean: 26 * weight * share,
        }),
        ...oldCatalogue(`${whole} File: ${names[0] ?? ''}`, { ...hit, mean: 50 * weight * share }),
      ]
    }),
  )
}

/** The event of the catalogue's first page, whose name is longer than GA4 keeps. */
function oldCatalogue(label: string, hit: Omit<Hit, 'action' | 'publication'>): readonly Hit[] {
  const last = '2024-06-11'
  if ((hit.from ?? FIRST) > last) return []
  const to = (hit.to ?? LAST) < last ? (hit.to ?? LAST) : last
  const action = 'Data catalogue page selected files download'
  return hitsOf({ ...hit, to, action, category: 'Downloads', labels: [label] })
}

const datasetPath = ({ slug }: Publication) =>
  `/data-catalogue/data-set/${pathId(random('data set page', slug))}`

/** Tables taken from the table tool and from permalinks. */
function tables({ publication, at }: Subject): readonly Hit[] {
  const { slug, title, weight } = publication
  const draw = random('tables', slug)
  const labels = [2022, 2023, 2021, 2019, 2016, 2024].map(
    (year) => `${title} between ${year - 4}/${(year - 3) % 100} and ${year}/${(year + 1) % 100}`,
  )
  const tool = { at, path: `/data-tables/${slug}`, category: 'Table tool', labels, group: GROUP }
  const permalink = { at, category: 'Permalink page', mean: 12 * weight }
  const captions = subjects(draw, 3).map((name) => `'${name}' for ${title} in England`)
  return [
    ...hitsOf({ ...tool, action: 'CSV download button clicked', mean: 130 * weight }),
    ...hitsOf({ ...tool, action: 'ODS download button clicked', mean: 190 * weight }),
    ...hitsOf({
      ...tool,
      action: 'Excel download button clicked',
      mean: 150 * weight,
      to: '2021-06-30',
    }),
    ...['CSV', 'ODS'].flatMap((format) =>
      hitsOf({
        ...{ ...permalink, action: `${format} download button clicked`, labels: captions },
        path: `/data-tables/permalink/${pathId(draw)}`,
      }),
    ),
  ]
}

/** Titles that publications had when their old labels were sent, by today's slug. */
export const FORMER_TITLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['children-in-need', ['Characteristics of children in need']],
  ['graduate-outcomes-leo-provider-level-data', ['Graduate outcomes (LEO): provider level data']],
  [
    'level-2-and-3-attainment-by-young-people-aged-19',
    ['Level 2 and 3 attainment by young people aged 19'],
  ],
  ['neet-statistics-annual-brief', ['NEET annual brief']],
  [
    'participation-in-education-and-training-and-employment',
    ['Participation in education and training and employment'],
  ],
  [
    'attendance-in-education-and-early-years-settings-during-the-coronavirus-covid-19-outbreak',
    ['Attendance in education and early years settings during the coronavirus (COVID-19) outbreak'],
  ],
  [
    'suspensions-and-permanent-exclusions-in-england',
    ['Permanent and fixed-period exclusions in England'],
  ],
])

function labelOf({ title }: { readonly title: string }, release: Release, rest?: string): string {
  return [`Publication: ${title}`, `Release: ${release.title}`, ...(rest ? [rest] : [])].join(', ')
}
