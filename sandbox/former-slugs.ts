import { keptSlugs } from '../pipelines/ees/publications.ts'
import type { Publication } from './publication.ts'

/** Slugs from before a renaming, to the publication's slug of today: the site answers them with a redirect. */
export function formerSlugs(listed: readonly Publication[]): ReadonlyMap<string, string> {
  const byTitle = new Map(listed.map(({ title, slug }) => [title, slug]))
  return new Map(
    keptSlugs.flatMap(({ slug, title }) => {
      const today = byTitle.get(title)
      return today === undefined || today === slug ? [] : [[slug, today]]
    }),
  )
}
