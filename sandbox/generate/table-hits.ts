import { random } from '../random.ts'
import { FORMER_TITLES } from './download-hits.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, type Subject } from './hit.ts'
import { pathId } from './page.ts'
import { subjects } from './vocabulary.ts'

/** What is done in the table tool: tables made, and featured tables opened. */
export function tableHits(subject: Subject): readonly Hit[] {
  const { publication, at } = subject
  const { slug, weight, title } = publication
  const draw = random('table tool', slug)
  const names = subjects(draw, 22)
  const chosen = { at, action: 'Publication and subject chosen', category: 'Table tool' }
  const labels = names.map((name) => `${title}/${name}`)
  const former = (FORMER_TITLES.get(slug) ?? []).map((old) => `${old}/${names[0] ?? ''} 2022/23`)
  const featured = names.slice(0, 12).map((name) => `Featured table name: ${name}`)
  return [
    ...hitsOf({
      ...{ ...chosen, path: `/data-tables/${slug}`, labels, mean: 620 * weight },
      group: 'tables created',
    }),
    ...byRelease(subject, { from: FIRST, to: LAST }, (release, when) =>
      hitsOf({
        ...{ ...chosen, ...when, path: `/data-tables/${slug}/${release.slug}` },
        ...{ labels: labels.slice(0, 9), mean: 260 * weight },
      }),
    ),
    ...hitsOf({
      ...{ ...chosen, path: `/data-tables/fast-track/${pathId(draw)}` },
      ...{ labels: labels.slice(0, 3), mean: 30 * weight },
    }),
    ...hitsOf({
      ...{ ...chosen, path: '/data-tables' },
      ...{ labels: [...labels.slice(0, 3), ...former], mean: 60 * weight },
    }),
    ...hitsOf({ ...chosen, path: subject.home, labels: labels.slice(0, 2), mean: 4 * weight }),
    ...hitsOf({
      ...{ at, path: `/data-tables/${slug}`, action: 'Clicked to view featured table' },
      ...{ category: 'Table tool', labels: featured, mean: 200 * weight, group: 'featured tables' },
    }),
  ]
}
