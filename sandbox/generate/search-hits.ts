import { random } from '../random.ts'
import { type Hit, hitsOf, type Subject } from './hit.ts'
import { BEFORE_REDESIGN } from './page.ts'
import { searchTerms } from './vocabulary.ts'

/** A search inside a page, whose category is the path. */
const pageSearch = (path: string) => ({ path, category: path, action: 'PageSearchForm' })

/** Searches inside a publication's pages. */
export function searchHits({ publication, at, home }: Subject): readonly Hit[] {
  const { slug, weight } = publication
  const draw = random('searches', slug)
  const release = { ...pageSearch(home), at, to: BEFORE_REDESIGN }
  const methodology = { ...pageSearch(`/methodology/${slug}`), at, group: 'publication searches' }
  const tool = { ...pageSearch(`/data-tables/${slug}`), at, to: BEFORE_REDESIGN }
  return [
    ...hitsOf(release, searchTerms(draw, 36), 260 * weight),
    ...hitsOf(methodology, searchTerms(draw, 6), 26 * weight),
    ...hitsOf(tool, searchTerms(draw, 3), 12 * weight),
  ]
}

const publications = {
  path: '/find-statistics',
  action: 'Publications filtered by search',
  category: 'Find statistics and data',
}

const dataSets = {
  path: '/data-catalogue',
  action: 'Data sets filtered by searchTerm',
  category: 'Data catalogue',
}

/** Searches on pages of no publication. */
export function serviceSearchHits(seed: number): readonly Hit[] {
  const draw = random(seed, 'service searches')
  const until = (path: string, to: string) => ({ ...pageSearch(path), to })
  const chunks = until('/_next/static/chunks/pages', BEFORE_REDESIGN)
  const prototype = { ...publications, path: '/search-data', from: '2026-05-01' }
  const glossary = { ...pageSearch('/glossary'), group: 'service searches' }
  return [
    ...hitsOf(publications, searchTerms(draw, 320), 240),
    ...hitsOf(prototype, searchTerms(draw, 8), 1),
    ...hitsOf(dataSets, searchTerms(draw, 200), 120),
    ...hitsOf(glossary, searchTerms(draw, 30), 14),
    ...hitsOf(pageSearch('/methodology'), searchTerms(draw, 24), 8),
    ...hitsOf(until('/find-statistics', '2023-12-31'), searchTerms(draw, 40), 12),
    ...hitsOf(until('/data-catalogue', '2024-06-30'), searchTerms(draw, 20), 4),
    ...hitsOf(until('/download-latest-data', '2022-06-30'), searchTerms(draw, 9), 4),
    ...hitsOf(chunks, ['x'], 0.15),
  ]
}
