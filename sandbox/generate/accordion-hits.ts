import { random } from '../random.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, type Subject } from './hit.ts'
import { BEFORE_REDESIGN, REDESIGN } from './page.ts'
import { headings, themes } from './vocabulary.ts'

const GROUP = 'publication accordions'

/** Sections opened on a publication's release and methodology pages. */
export function accordionHits(subject: Subject): readonly Hit[] {
  const { publication, at, home } = subject
  const draw = random('accordions', publication.slug)
  const labels = headings(draw, 26)
  const { title, slug, weight } = publication
  const release = { at, category: `${title} Release Page`, group: GROUP }
  const methodology = { at, category: `${title} Methodology`, path: `/methodology/${slug}` }
  return [
    ...byRelease(subject, { from: FIRST, to: BEFORE_REDESIGN }, ({ slug: name }, when) => {
      const page = { ...release, ...when, path: `${home}/${name}` }
      return [
        ...hitsOf({ ...page, action: 'Content accordion opened', labels, mean: 1700 * weight }),
        ...hitsOf({ ...page, action: 'Accordion opened', labels, mean: 1000 * weight }),
        ...hitsOf({
          ...page,
          action: 'Data accordion opened',
          labels: labels.slice(6),
          mean: 800 * weight,
        }),
      ]
    }),
    ...hitsOf({
      ...{ ...release, path: home, to: BEFORE_REDESIGN },
      ...{ action: 'Content accordion opened', labels, mean: 1300 * weight },
    }),
    ...byRelease(subject, { from: REDESIGN, to: LAST }, ({ slug: name }, when) => [
      ...hitsOf({
        ...{ ...release, ...when, path: `${home}/${name}` },
        ...{ action: 'Content accordion opened', labels, mean: 1300 * weight },
      }),
      ...hitsOf({
        ...{ at, ...when, path: `${home}/${name}/explore`, category: `${title} Release Data Page` },
        ...{ action: 'Content accordion opened', labels: labels.slice(6), mean: 500 * weight },
      }),
    ]),
    ...hitsOf({ ...methodology, action: 'Content accordion opened', labels, mean: 150 * weight }),
    ...hitsOf({
      ...{ ...methodology, action: 'Annexes accordion opened' },
      ...{ labels: ['Annex A', 'Annex B – data sources', 'Annex C'], mean: 50 * weight },
    }),
  ]
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVW']

/** Sections opened on pages of no publication. */
export const serviceAccordionHits: readonly Hit[] = [
  ...hitsOf({
    ...{ path: '/glossary', action: 'Accordion opened', category: 'Glossary' },
    ...{ labels: letters, mean: 26, group: 'service accordions' },
  }),
  ...hitsOf({
    ...{ path: '/methodology', action: 'Publications accordion opened', category: 'Methodologies' },
    ...{ labels: themes, mean: 18 },
  }),
  ...hitsOf({
    ...{ path: '/find-statistics', action: 'Publications accordion opened' },
    ...{ category: 'Find statistics and data', labels: themes, mean: 60, to: '2023-12-31' },
  }),
  ...hitsOf({
    ...{ path: '/find-statistics', action: 'Publications+Accordion+Opened' },
    ...{ category: 'Find+Statistics+and+Data', labels: themes, mean: 2, to: '2023-12-31' },
  }),
  ...hitsOf({
    ...{ path: '/download-latest-data', action: 'Publications accordion opened' },
    ...{ category: 'Download index page', labels: themes, mean: 20, to: '2021-09-30' },
  }),
]
