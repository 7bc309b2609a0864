import { random } from '../random.ts'
import {
  byRelease,
  type Event,
  FIRST,
  type Hit,
  hitsOf,
  LAST,
  plainHit,
  type Subject,
} from './hit.ts'
import { headings, subjects } from './vocabulary.ts'

const TABS = ['Home', 'Explore', 'Methodology', 'Help']
const GLOSSARY = ['absence', 'pupil-premium', 'ethnicity', 'free-school-meals', 'sen', 'academy']

/** Events of a publication's pages that no table of the dashboard counts. */
export function otherHits(subject: Subject): readonly Hit[] {
  const { publication, at } = subject
  const { slug, weight, title } = publication
  const draw = random('other events', slug)
  const labels = headings(draw, 14)
  const blocks = subjects(draw, 15)
  const path = `/data-tables/${slug}`
  const created = { at, path, action: 'Table created', category: 'Table tool' }
  const catalogue = { at, path: '/data-catalogue', category: 'Data catalogue' }
  const details = { ...catalogue, action: 'Data set details toggled' }
  const sets = blocks.map((block) => `Publication: ${title}, Data set: ${block}`)
  return [
    ...navigation(subject, labels),
    ...releasePage(subject, blocks),
    ...hitsOf(created, [path], 500 * weight),
    ...hitsOf(details, sets, 420 * weight),
  ]
}

function navigation(subject: Subject, labels: readonly string[]): readonly Hit[] {
  const { publication, at, home } = subject
  const { title, weight } = publication
  return byRelease(subject, { from: '2026-01-10', to: LAST }, ({ slug }, when) =>
    TABS.flatMap((tab, place) => {
      const path = `${home}/${slug}${place === 0 ? '' : `/${tab.toLowerCase()}`}`
      const event = { at, ...when, path, action: 'In page nav item clicked' }
      const category = `${title} Release Page - ${tab}`
      return hitsOf({ ...event, category }, labels, (900 * weight) / (place + 1))
    }),
  )
}

function releasePage(subject: Subject, blocks: readonly string[]): readonly Hit[] {
  const { publication, at, home } = subject
  const { title, weight } = publication
  return byRelease(subject, { from: FIRST, to: LAST }, (release, when) => {
    const path = `${home}/${release.slug}`
    const event = (action: string, category: string): Event => ({
      at,
      ...when,
      path,
      action,
      category,
    })
    const data = 'Publication release data tabs'
    const glossary = event('Glossary link clicked', 'Publication release content glossary link')
    // A heading of the page and its tab: an open set of names.
    const tabs = blocks.flatMap((block) => [`${block} (Chart)`, `${block} (Table)`])
    return [
      ...hitsOf(event('Explore data button clicked', data), blocks, 700 * weight),
      ...tabs.flatMap((tab) => hitsOf(event(`${tab} tab opened`, data), [path], 230 * weight)),
      ...hitsOf(glossary, GLOSSARY, 420 * weight),
      ...hitsOf(event('Release type clicked', `${title} Release Page`), [path], 30 * weight),
      plainHit(event('Email subscription', 'Subscribe'), 14 * weight),
    ]
  })
}
