import { type LegacyPage, legacyPublication } from '../pipelines/ees/legacy-publication.ts'
import { keptSlugs, type SlugTitle } from '../pipelines/ees/publications.ts'
import { asPublications } from './as-publications.ts'
import type { Publication } from './publication.ts'

/**
 * What the site must have listed for a scrape to end in the given publications: those that neither the pages of the
 * former site nor the hand-kept slugs lead to.
 */
export function listedPublications(
  scraped: readonly SlugTitle[],
  legacy: readonly LegacyPage[],
): readonly Publication[] {
  const known = new Set(
    [...keptSlugs, ...legacy.flatMap((page) => legacyPublication(page) ?? [])].map(pair),
  )
  return asPublications(scraped.filter((publication) => !known.has(pair(publication))))
}

const pair = ({ slug, title }: SlugTitle): string => `${slug} ${title}`
