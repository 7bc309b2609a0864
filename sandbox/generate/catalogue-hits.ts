import { random } from '../random.ts'
import { formerTitles } from './former-titles.ts'
import { byRelease, earlier, FIRST, type Hit, hitsOf, LAST, type Subject } from './hit.ts'
import { pathId } from './page.ts'
import { releaseLabel } from './releases.ts'
import { subjects } from './vocabulary.ts'

/** The last day of the catalogue's first page. */
const OLD_CATALOGUE_TO = '2024-06-11'

/** What labels with a former title come to, for each with today's. */
const FORMER_SHARE = 0.15

/** Data sets of a publication taken from the data catalogue, some under a title that it no longer has. */
export function catalogueHits(subject: Subject): readonly Hit[] {
  const { slug, title, weight } = subject.publication
  const former = formerTitles.get(slug)
  return [
    ...titled(subject, title, weight),
    ...(former === undefined ? [] : titled(subject, former, weight * FORMER_SHARE)),
  ]
}

function titled(subject: Subject, title: string, weight: number): readonly Hit[] {
  const { slug } = subject.publication
  const names = subjects(random('data sets', slug), 8)
  const dataSet = `/data-catalogue/data-set/${pathId(random('data set page', slug))}`
  return byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
    const list = { path: '/data-catalogue', category: 'Data catalogue', at: subject.at, ...when }
    const page = { ...list, path: dataSet, category: 'Data catalogue - data set page' }
    const whole = releaseLabel(title, release)
    const labels = names.map((name) => `${whole}, Data set: ${name}`)
    const action = 'Data set file download'
    const selected = {
      ...list,
      category: 'Downloads',
      action: 'Data catalogue page selected files download',
      to: earlier(when.to, OLD_CATALOGUE_TO),
    }
    return [
      ...hitsOf({ ...list, action }, labels, 60 * weight),
      ...hitsOf({ ...page, action }, labels, 45 * weight),
      ...hitsOf({ ...list, action: `${action} - all` }, [whole], 26 * weight),
      ...hitsOf(selected, [`${whole} File: ${names[0] ?? ''}`], 50 * weight),
    ].filter(({ from = FIRST, to = LAST }) => from <= to)
  })
}
