import { random } from '../random.ts'
import { catalogueHits } from './catalogue-hits.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, plainHit, type Subject } from './hit.ts'
import { BEFORE_REDESIGN, pathId } from './page.ts'
import { type Release, releaseLabel } from './releases.ts'
import { subjects } from './vocabulary.ts'

const GROUP = 'publication downloads'

/** Files taken from a publication's pages, by the names that the site's code gave them over the years. */
export function downloadHits(subject: Subject): readonly Hit[] {
  return [
    ...labelledAllFiles(subject),
    ...namedAllFiles(subject),
    ...singleFiles(subject),
    ...catalogueHits(subject),
    ...tables(subject),
  ]
}

/** The buttons that take all files of a release, while their events had labels. */
function labelledAllFiles(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const category = `${publication.title} Release Page - Useful Information`
  const mean = 190 * publication.weight
  const button = { at, category, action: 'Download all data button clicked' }
  const link = { at, category, group: GROUP, action: 'Release page all files downloaded' }
  const labels = (release: Release) => [releaseLabel(publication.title, release, 'File: All files')]
  const path = ({ slug }: Release) => `${home}/${slug}`
  return [
    ...byRelease(subject, { from: FIRST, to: '2021-12-14' }, (release, when) => {
      const page = { ...link, ...when, path: path(release) }
      return [
        ...hitsOf(page, labels(release), mean),
        ...hitsOf(
          { ...page, action: 'Release page all files, Release' },
          labels(release),
          mean / 6,
        ),
      ]
    }),
    ...byRelease(subject, { from: FIRST, to: BEFORE_REDESIGN }, (release, when) =>
      hitsOf({ ...button, ...when, path: path(release) }, labels(release), mean / 2),
    ),
  ]
}

/** The same link since its name has the release's title in it, at first in a form that nobody meant. */
function namedAllFiles(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const mean = 190 * publication.weight
  const link = { at, category: 'Downloads', group: GROUP }
  const sent = (name: string, days: { from: string; to: string }) =>
    byRelease(subject, days, ({ slug, title }, when) => {
      const action = `${name}, Release: ${title}, File: All files`
      return [plainHit({ ...link, ...when, path: `${home}/${slug}`, action }, mean)]
    })
  return [
    ...sent('Release page all files downloads.title', { from: '2021-12-15', to: '2023-07-12' }),
    ...sent('Release page all files', { from: '2023-07-13', to: LAST }),
  ]
}

function singleFiles(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const { slug, title, weight } = publication
  const names = subjects(random('files', slug), 12)
  const event = { at, category: 'Downloads' }
  const labels = (release: Release, kind: string) =>
    names.map((name) => releaseLabel(title, release, `${kind}: ${name}`))
  return [
    ...byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
      const file = { ...event, ...when, action: 'Release page file downloaded' }
      const path = `${home}/${release.slug}`
      return hitsOf({ ...file, path }, labels(release, 'File').slice(0, 6), 55 * weight)
    }),
    ...byRelease(subject, { from: '2025-11-15', to: LAST }, (release, when) => {
      const dataSet = { ...event, ...when, action: 'Release page data set file download' }
      const path = `${home}/${release.slug}/explore`
      return hitsOf({ ...dataSet, path }, labels(release, 'Data set'), 150 * weight)
    }),
  ]
}

/** Tables taken from the table tool and from permalinks. */
function tables({ publication, at }: Subject): readonly Hit[] {
  const { slug, title, weight } = publication
  const draw = random('tables', slug)
  const labels = [2022, 2023, 2021, 2019, 2016, 2024].map(
    (year) => `${title} between ${year - 4}/${(year - 3) % 100} and ${year}/${(year + 1) % 100}`,
  )
  const tool = { at, path: `/data-tables/${slug}`, category: 'Table tool', group: GROUP }
  const excel = { ...tool, action: 'Excel download button clicked', to: '2021-06-30' }
  const captions = subjects(draw, 3).map((name) => `'${name}' for ${title} in England`)
  return [
    ...hitsOf({ ...tool, action: 'CSV download button clicked' }, labels, 130 * weight),
    ...hitsOf({ ...tool, action: 'ODS download button clicked' }, labels, 190 * weight),
    ...hitsOf(excel, labels, 150 * weight),
    ...['CSV', 'ODS'].flatMap((format) => {
      const path = `/data-tables/permalink/${pathId(draw)}`
      const action = `${format} download button clicked`
      return hitsOf({ at, path, action, category: 'Permalink page' }, captions, 12 * weight)
    }),
  ]
}
