import { random } from '../random.ts'
import { formerTitles } from './former-titles.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, type Subject } from './hit.ts'
import { pathId } from './page.ts'
import { subjects } from './vocabulary.ts'

/** What is done in the table tool: tables made, and featured tables opened. */
export function tableHits(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const { slug, weight, title } = publication
  const draw = random('table tool', slug)
  const names = subjects(draw, 22)
  const labels = names.map((name) => `${title}/${name}`)
  const few = labels.slice(0, 3)
  const old = formerTitles.get(slug)
  const former = old === undefined ? [] : [`${old}/${names[0] ?? ''} 2022/23`]
  const path = `/data-tables/${slug}`
  const chosen = { at, action: 'Publication and subject chosen', category: 'Table tool' }
  const featured = { ...chosen, path, action: 'Clicked to view featured table' }
  const tables = names.slice(0, 12).map((name) => `Featured table name: ${name}`)
  const fastTrack = `/data-tables/fast-track/${pathId(draw)}`
  return [
    ...hitsOf({ ...chosen, path, group: 'tables created' }, labels, 620 * weight),
    ...byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
      const page = { ...chosen, ...when, path: `${path}/${release.slug}` }
      return hitsOf(page, labels.slice(0, 9), 260 * weight)
    }),
    ...hitsOf({ ...chosen, path: fastTrack }, few, 30 * weight),
    ...hitsOf({ ...chosen, path: '/data-tables' }, [...few, ...former], 60 * weight),
    ...hitsOf({ ...chosen, path: home }, few, 4 * weight),
    ...hitsOf({ ...featured, group: 'featured tables' }, tables, 200 * weight),
  ]
}
