import type { DataFrame } from 'danfojs-node'

import { legacyPublication } from '../pipelines/ees/legacy-publication.ts'
import { keptSlugs, oldTitles, type SlugTitle } from '../pipelines/ees/publications.ts'
import { final } from './failure.ts'
import { cellsOf, createFrame } from './frame.ts'

/** A row of `ees_legacy_scrape`: `url` and `heading`. */
type LegacyRow = Readonly<Record<string, unknown>>

/**
 * The publications by every slug that is known: those the site lists, the hand-kept ones, and those of the former
 * site's pages, without known old titles. Columns `slug` (lower case, each once) and `title`, by slug.
 *
 * Where several sources name a slug, the site says the title of today, and a hand-kept one was written after the
 * former site was read.
 *
 * @throws {ApplicationFailure} `CheckFailed` where one source gives a slug two titles, or nothing was joined.
 */
export async function publicationList(
  scraped: DataFrame,
  legacy: readonly LegacyRow[],
): Promise<DataFrame> {
  const listed = publicationsOf(scraped)
  const former = legacy.flatMap(({ url, heading }) => {
    return legacyPublication({ url: String(url), heading: String(heading) }) ?? []
  })
  const titles = new Map<string, string>()
  for (const [source, publications] of Object.entries({ listed, keptSlugs, former }))
    addUnknown(titles, source, publications)
  requireMore(titles.size, listed.length)
  const rows = [...titles].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createFrame({ slug: 'STRING', title: 'STRING' }, rows)
}

function publicationsOf(scraped: DataFrame): readonly SlugTitle[] {
  const titles = cellsOf(scraped, 'title')
  return cellsOf(scraped, 'slug').map((slug, at) => ({
    slug: String(slug),
    title: String(titles[at]),
  }))
}

/** Adds the slugs that the sources before did not know. */
function addUnknown(
  titles: Map<string, string>,
  source: string,
  publications: readonly SlugTitle[],
): void {
  const unknown = publications
    .map(({ slug, title }) => ({ slug: slug.trim().toLowerCase(), title: title.trim() }))
    .filter((publication) => !titles.has(publication.slug) && !isOld(publication))
  for (const { slug, title } of unknown) {
    const other = titles.get(slug)
    if (other !== undefined && other !== title) throw twoTitles(source, slug, [other, title])
    titles.set(slug, title)
  }
}

const isOld = (publication: SlugTitle): boolean =>
  oldTitles.some(({ slug, title }) => slug === publication.slug && title === publication.title)

function twoTitles(source: string, slug: string, titles: readonly string[]) {
  const where =
    { listed: 'the site', former: 'ees_legacy_scrape' }[source] ?? 'the list kept by hand'
  return final(
    'CheckFailed',
    `Joining the list of publications: ${where} gives ${slug} the titles ${titles.map((title) => `"${title}"`).join(' and ')}; wanted is one title for each slug. Add the one that no longer holds to the old titles of pipelines/ees/publications.ts.`,
  )
}

/** The slugs kept by hand alone make it longer than the site's list. */
function requireMore(joined: number, listed: number): void {
  if (joined > listed) return
  throw final(
    'CheckFailed',
    `Joining the list of publications: ${joined} slugs came of ${listed} that the site lists; wanted are more, by the slugs kept by hand and those of ees_legacy_scrape. Look whether the site lists former slugs now.`,
  )
}
