import { random } from '../random.ts'
import { byRelease, FIRST, type Hit, hitsOf, LAST, type Subject } from './hit.ts'
import { BEFORE_REDESIGN, REDESIGN } from './page.ts'
import { headings } from './vocabulary.ts'

const GROUP = 'publication accordions'
const CONTENT = 'Content accordion opened'

/** Sections opened on a publication's release and methodology pages. */
export function accordionHits(subject: Subject): readonly Hit[] {
  const labels = headings(random('accordions', subject.publication.slug), 26)
  return [
    ...beforeRedesign(subject, labels),
    ...sinceRedesign(subject, labels),
    ...onMethodology(subject, labels),
  ]
}

function beforeRedesign(subject: Subject, labels: readonly string[]): readonly Hit[] {
  const { publication, at, home } = subject
  const { title, weight } = publication
  const release = { at, category: `${title} Release Page`, group: GROUP }
  const base = { ...release, path: home, to: BEFORE_REDESIGN, action: CONTENT }
  return [
    ...byRelease(subject, { from: FIRST, to: BEFORE_REDESIGN }, ({ slug }, when) => {
      const page = { ...release, ...when, path: `${home}/${slug}` }
      const data = labels.slice(6)
      return [
        ...hitsOf({ ...page, action: CONTENT }, labels, 1700 * weight),
        ...hitsOf({ ...page, action: 'Accordion opened' }, labels, 1000 * weight),
        ...hitsOf({ ...page, action: 'Data accordion opened' }, data, 800 * weight),
      ]
    }),
    ...hitsOf(base, labels, 420 * weight),
  ]
}

/** Sections are accordions in narrow windows only, and the data have a tab of their own. */
function sinceRedesign(subject: Subject, labels: readonly string[]): readonly Hit[] {
  const { publication, at, home } = subject
  const { title, weight } = publication
  return byRelease(subject, { from: REDESIGN, to: LAST }, ({ slug }, when) => {
    const path = `${home}/${slug}`
    const content = { at, ...when, path, action: CONTENT, category: `${title} Release Page` }
    const data = { ...content, path: `${path}/explore`, category: `${title} Release Data Page` }
    return [
      ...hitsOf({ ...content, group: GROUP }, labels, 1300 * weight),
      ...hitsOf(data, labels.slice(6), 500 * weight),
    ]
  })
}

function onMethodology({ publication, at }: Subject, labels: readonly string[]): readonly Hit[] {
  const { title, slug, weight } = publication
  const page = { at, category: `${title} Methodology`, path: `/methodology/${slug}` }
  const annexes = ['Annex A', 'Annex B – data sources', 'Annex C']
  return [
    ...hitsOf({ ...page, action: CONTENT }, labels, 150 * weight),
    ...hitsOf({ ...page, action: 'Annexes accordion opened' }, annexes, 50 * weight),
  ]
}
