import type { CheerioAPI } from 'cheerio/slim'

import type { ListForm } from './list-page.ts'
import { pathOf } from './path-of.ts'

/** `112 results, page 1 of 12, showing all publications`; `1 result, ...`; `0 results, 0 pages, ...`. */
const COUNTS = /(?<!\d)(\d+) results?, (?:page (\d+) of (\d+)|0 pages)/

/** A page of `/find-statistics`: its publications by their slugs, in lower case. */
export const publicationListPage: ListForm<string> = {
  name: 'list of publications',
  items: 'publications',
  example: '112 results, page 1 of 12',
  data: { query: 'listPublications', name: 'slug' },
  readCounts: ({ count }) => {
    const [text, stated, page = 0, pages = 0] = COUNTS.exec(count) ?? []
    return text === undefined
      ? undefined
      : { text, stated: Number(stated), page: Number(page), pages: Number(pages) }
  },
  readItems: ($) => new Map(slugsOf($).map((slug) => [slug, slug])),
}

/** The part after `find-statistics`; a release's may follow it. Links to other pages of the list have none. */
const PUBLICATION = /^\/find-statistics\/([^/]+)/

function slugsOf($: CheerioAPI): readonly string[] {
  const results = $('#searchResults a[href]')
  const links = results.length > 0 ? results : $('a.govuk-link[href]')
  const paths = links.toArray().map((link) => pathOf($(link).attr('href')))
  const slugs = paths.flatMap((path) => PUBLICATION.exec(path)?.[1] ?? [])
  return slugs.map((slug) => slug.toLowerCase())
}
