import { type Random, random } from '../random.ts'
import { type Hit, hitsOf, plainHit } from './hit.ts'
import { pathId } from './page.ts'
import { subjects, themes } from './vocabulary.ts'

const RELEASE_TYPES = ['AccreditedOfficialStatistics', 'OfficialStatistics', 'AdHocStatistics']
const SORTS = ['title', 'newest', 'oldest']
const CARDS = ['Find statistics', 'Create your own tables', 'Data catalogue', 'Glossary']
const PAGES = Array.from({ length: 14 }, (_, at) => `Page ${at + 2}`)

const publications = { path: '/find-statistics', category: 'Find statistics and data' }
const dataSets = { path: '/data-catalogue', category: 'Data catalogue' }

/** Events of pages of no publication that no table of the dashboard counts. */
export function serviceOtherHits(seed: number): readonly Hit[] {
  const draw = random(seed, 'other events')
  const accepted = { ...publications, action: 'Autocomplete suggestion accepted' }
  const card = { path: '/', action: 'Homepage link clicked', category: 'Homepage' }
  const notes = {
    path: '/methodology',
    action: 'Methodology page notes dropdown opened',
    category: 'Methodology notes',
  }
  return [
    ...listHits('Publications', publications, draw),
    ...listHits('Data sets', dataSets, draw),
    ...hitsOf({ ...accepted, from: '2025-07-10' }, subjects(draw, 60), 120),
    ...hitsOf(card, CARDS, 160),
    ...hitsOf(notes, themes, 4),
  ]
}

function listHits(
  name: string,
  list: { readonly path: string; readonly category: string },
  draw: Random,
): readonly Hit[] {
  const ids = Array.from({ length: 10 }, () => pathId(draw))
  return [
    ...hitsOf({ ...list, action: `${name} filtered by themeId` }, ids, 90),
    ...hitsOf({ ...list, action: `${name} filtered by releaseType` }, RELEASE_TYPES, 30),
    ...hitsOf({ ...list, action: `${name} sorted` }, SORTS, 25),
    ...hitsOf({ ...list, action: 'Pagination clicked' }, PAGES, 70),
    plainHit({ ...list, action: 'Reset search filter' }, 22),
  ]
}
