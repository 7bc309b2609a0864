import type { DayRows } from '../facts.ts'
import type { Publication } from '../publication.ts'
import { type Random, random } from '../random.ts'
import type { Catalogue, Entry, Mood } from './catalogue.ts'
import { subjects } from './vocabulary.ts'

/** A query for which Google showed a page. */
export interface Search extends Entry {
  readonly query: string
  /** A full URL. */
  readonly page: string
  /** Impressions on an ordinary working day. */
  readonly mean: number
  /** Usual place in the results, from 1. */
  readonly position: number
}

const SITE = 'https://explore-education-statistics.service.gov.uk'
const IMPRESSIONS = 20_000

/** Clicks per impression near the top of the results. */
const CLICK_RATE = 0.016

/** All queries that bring up pages of the service. */
export function searches(publications: readonly Publication[]): readonly Search[] {
  return [...publications.flatMap(ofPublication), ...ofService]
}

function ofPublication(publication: Publication, at: number): readonly Search[] {
  const { slug, title, weight, latestRelease } = publication
  const draw = random('search queries', slug)
  const name = title.toLowerCase()
  const topics = subjects(draw, 14).map((topic) => topic.toLowerCase())
  const queries = [
    name,
    `${name} statistics`,
    `${name} data`,
    `dfe ${name}`,
    `${name} ${latestRelease.slice(0, 4)}`,
    ...topics.map((topic, place) =>
      place % 3 === 0 ? topic : `${topic} ${name.split(' ')[0] ?? ''}`,
    ),
  ]
  const pages = [
    `/find-statistics/${slug}`,
    `/find-statistics/${slug}/${latestRelease}`,
    `/methodology/${slug}`,
    `/data-tables/${slug}`,
    `/find-statistics/${slug}/${latestRelease}/data-guidance`,
  ]
  const shown = queries.flatMap((query, rank) =>
    pages.slice(0, rank < 5 ? 5 : 1).map((page, place) => ({
      publication: at,
      query,
      page: `${SITE}${page}`,
      mean: 1 / ((rank + 1) * (place + 1)),
      position: 1.5 + rank * 0.7 + place * 2.5 + draw.next() * 6,
      ...(at === 0 && rank === 0 && { group: 'searches' }),
    })),
  )
  const total = shown.reduce((sum, { mean }) => sum + mean, 0)
  return shown.map((search) => ({ ...search, mean: (search.mean * IMPRESSIONS * weight) / total }))
}

const ofService: readonly Search[] = [
  ['explore education statistics', '/'],
  ['dfe statistics', '/'],
  ['education statistics', '/find-statistics'],
  ['dfe explore', '/'],
  ['school statistics uk', '/find-statistics'],
  ['create your own tables dfe', '/data-tables'],
  ['dfe data catalogue', '/data-catalogue'],
  ['education statistics glossary', '/glossary'],
  ['dfe statistics methodology', '/methodology'],
].map(([query = '', path = ''], rank) => ({
  publication: -1,
  query,
  page: `${SITE}${path}`,
  mean: 1400 / (rank + 1),
  position: 1.2 + rank,
}))

/** A day's rows of Search Console. */
export function searchRows(catalogue: Catalogue<Search>, draw: Random, mood: Mood): DayRows {
  const rows: { search: Search; clicks: number; impressions: number; position: number }[] = []
  catalogue.occur(draw, mood, (search, impressions) => {
    const position = Math.max(1, search.position + (draw.next() - 0.5) * 3)
    const clicks = Math.min(
      impressions,
      draw.poisson((impressions * CLICK_RATE) / (0.4 + position / 4)),
    )
    rows.push({ search, clicks, impressions, position })
  })
  return {
    count: rows.length,
    dimensions: {
      page: rows.map(({ search }) => search.page),
      query: rows.map(({ search }) => search.query),
    },
    metrics: {
      clicks: Float64Array.from(rows, ({ clicks }) => clicks),
      impressions: Float64Array.from(rows, ({ impressions }) => impressions),
      position: Float64Array.from(rows, ({ position }) => position),
    },
  }
}
