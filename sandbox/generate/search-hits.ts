import { random } from '../random.ts'
import { type Hit, hitsOf, type Subject } from './hit.ts'
import { BEFORE_REDESIGN } from './page.ts'
import { searchTerms } from './vocabulary.ts'

/** Searches inside a publication's pages; their category is the path. */
export function searchHits({ publication, at, home }: Subject): readonly Hit[] {
  const { slug, weight } = publication
  const draw = random('searches', slug)
  const page = { at, action: 'PageSearchForm' }
  const on = (path: string) => ({ ...page, path, category: path })
  return [
    ...hitsOf({
      ...{ ...on(home), to: BEFORE_REDESIGN },
      ...{ labels: searchTerms(draw, 36), mean: 260 * weight },
    }),
    ...hitsOf({
      ...{ ...on(`/methodology/${slug}`), group: 'publication searches' },
      ...{ labels: searchTerms(draw, 6), mean: 26 * weight },
    }),
    ...hitsOf({
      ...{ ...on(`/data-tables/${slug}`), to: BEFORE_REDESIGN },
      ...{ labels: searchTerms(draw, 3), mean: 12 * weight },
    }),
  ]
}

/** Searches on the lists. */
export function serviceSearchHits(seed: number): readonly Hit[] {
  const draw = random(seed, 'service searches')
  return [
    ...hitsOf({
      ...{ path: '/find-statistics', action: 'Publications filtered by search' },
      ...{ category: 'Find statistics and data', labels: searchTerms(draw, 320), mean: 240 },
    }),
    ...hitsOf({
      ...{ path: '/search-data', action: 'Publications filtered by search', from: '2026-05-01' },
      ...{ category: 'Find statistics and data', labels: searchTerms(draw, 8), mean: 1 },
    }),
    ...hitsOf({
      ...{ path: '/data-catalogue', action: 'Data sets filtered by searchTerm' },
      ...{ category: 'Data catalogue', labels: searchTerms(draw, 200), mean: 120 },
    }),
    ...pageSearch('/glossary', { labels: searchTerms(draw, 30), mean: 14 }),
    ...pageSearch('/methodology', { labels: searchTerms(draw, 24), mean: 8 }),
    ...pageSearch('/find-statistics', { labels: searchTerms(draw, 40), mean: 12 }, '2023-12-31'),
    ...pageSearch('/data-catalogue', { labels: searchTerms(draw, 20), mean: 4 }, '2024-06-30'),
    ...pageSearch('/download-latest-data', { labels: searchTerms(draw, 9), mean: 4 }, '2022-06-30'),
    ...hitsOf({
      ...{ path: '/_next/static/chunks/pages', action: 'PageSearchForm' },
      ...{ category: '/_next/static/chunks/pages', labels: ['x'], mean: 0.15, to: BEFORE_REDESIGN },
    }),
  ]
}

function pageSearch(
  path: string,
  asked: { readonly labels: readonly string[]; readonly mean: number },
  to?: string,
): readonly Hit[] {
  const group = path === '/glossary' ? { group: 'service searches' } : {}
  return hitsOf({
    path,
    action: 'PageSearchForm',
    category: path,
    ...asked,
    ...group,
    ...(to && { to }),
  })
}
