import { random } from '../random.ts'
import { type Page, pathId } from './page.ts'

/** Permalinks that are looked at again and again; each has its own path. */
const PERMALINKS = 90
const PERMALINK_VIEWS = 60

/** The pages that belong to no publication, what is nobody's page included. */
export function servicePages(seed: number): readonly Page[] {
  return [...navigation, ...leftovers, ...unnamed, ...permalinks(seed)].map((page) => ({
    ...page,
    publication: -1,
  }))
}

type Share = Omit<Page, 'publication'>

const navigation: readonly Share[] = [
  { path: '/', views: 480 },
  { path: '/find-statistics', views: 820 },
  { path: '/data-tables', views: 160 },
  { path: '/data-catalogue', views: 420 },
  { path: '/methodology', views: 60 },
  { path: '/glossary', views: 45 },
  { path: '/cookies', views: 9 },
  { path: '/cookies/details', views: 3 },
]

/** What the page-type rule takes for the homepage though it is not. */
const leftovers: readonly Share[] = [
  { path: '/help-support', views: 6 },
  { path: '/contact-us', views: 8 },
  { path: '/accessibility-statement', views: 2 },
  { path: '/release-publishing-feedback', views: 1, from: '2025-03-01' },
  { path: '/education-in-numbers', views: 14, from: '2025-08-01' },
  { path: '/education-in-numbers/schools', views: 5, from: '2025-08-01' },
  { path: '/search-data', views: 2, from: '2026-05-01' },
  { path: '/search-releases', views: 1, from: '2026-05-01' },
  { path: '/api-subscriptions/new-subscription/9c1f', views: 1, from: '2024-11-01' },
  { path: '/download-latest-data', views: 12, to: '2024-06-30' },
  { path: '/findstatistics', views: 1 },
  { path: '/statistics/no-such-page', views: 1 },
]

/** The path of this many-valued row is where GA4 keeps what it no longer tells apart. */
export const OTHER_ROW = '(other)'

const unnamed: readonly Share[] = [
  { path: '(not set)', views: 14 },
  { path: '', views: 5 },
  { path: OTHER_ROW, views: 30 },
]

function permalinks(seed: number): readonly Share[] {
  const draw = random(seed, 'permalinks')
  return Array.from({ length: PERMALINKS }, () => ({
    path: `/data-tables/permalink/${pathId(draw)}`,
    views: PERMALINK_VIEWS / PERMALINKS,
  }))
}
