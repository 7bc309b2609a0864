import { type CheerioAPI, load } from 'cheerio/slim'
import { z } from 'zod'

import { final, passing } from '../failure.ts'
import { readNextData } from './next-data.ts'
import { pageText } from './page-text.ts'
import type { SitePage } from './site-reader.ts'

/** A page of the list of publications. */
export interface ListPage {
  readonly page: number
  readonly pages: number
  /** Publications in the whole list, as the page states it. */
  readonly stated: number
  /** Of this page, lower case, in its order, each once. */
  readonly slugs: readonly string[]
}

/**
 * Reads a page of `/find-statistics`.
 *
 * @throws {ApplicationFailure} `Unavailable` for a list without results, which the site shows when its search is down;
 * `BrokenContract` where the count cannot be read, or the page and its data disagree.
 */
export function readListPage({ path, html }: SitePage, asked: number): ListPage {
  const doing = `Reading page ${asked} of the site's list of publications (${path})`
  const $ = load(html)
  const counts = readCounts($, doing)
  if (counts.stated === 0 || $('[data-testid="loadingSpinner"]').length > 0)
    throw passing(
      'Unavailable',
      `${doing}: it shows "${counts.text}" or a spinner, as it does when the search behind it is down; wanted is the list. The page is read again.`,
    )
  if (counts.page !== asked)
    throw final(
      'BrokenContract',
      `${doing}: the page says it is page ${counts.page} ("${counts.text}"). Look in a browser how the site's pages are asked for now, and mend the client.`,
    )
  const slugs = readSlugs($)
  requireAgreement(doing, { stated: counts.stated, slugs }, readListData($))
  return { page: counts.page, pages: counts.pages, stated: counts.stated, slugs }
}

interface Counts {
  readonly text: string
  readonly stated: number
  readonly page: number
  readonly pages: number
}

/** `112 results, page 1 of 12, showing all publications`; `1 result, ...`; `0 results, 0 pages, ...`. */
const COUNTS = /(?<!\d)(\d+) results?, (?:page (\d+) of (\d+)|0 pages)/

function readCounts($: CheerioAPI, doing: string): Counts {
  const own = pageText($('[data-testid="total-results"]').first())
  const text = own || pageText($('main'))
  const [match, stated, page = 0, pages = 0] = COUNTS.exec(text) ?? []
  if (match === undefined)
    throw final(
      'BrokenContract',
      `${doing}: found "${text.slice(0, 100)}" where it states its count; wanted is a text as "112 results, page 1 of 12". Look at the page in a browser, and mend the client if its wording changed.`,
    )
  return { text: match, stated: Number(stated), page: Number(page), pages: Number(pages) }
}

/** The part after `find-statistics`; a release's may follow it. Links to other pages of the list have none. */
const PUBLICATION = /^\/find-statistics\/([^/]+)/

function readSlugs($: CheerioAPI): readonly string[] {
  const results = $('#searchResults a[href]')
  const links = results.length > 0 ? results : $('a.govuk-link[href]')
  const paths = links.toArray().map((link) => pathOf($(link).attr('href')))
  const slugs = paths.flatMap((path) => PUBLICATION.exec(path)?.[1] ?? [])
  return [...new Set(slugs.map((slug) => slug.toLowerCase()))]
}

/** Of an address with or without the site in it. */
const pathOf = (href = ''): string => URL.parse(href, 'https://site.invalid')?.pathname ?? ''

const listData = z.object({
  paging: z.object({ totalResults: z.number() }),
  results: z.array(z.object({ slug: z.string() })),
})

const queries = z.object({
  queries: z.array(
    z.object({ queryKey: z.array(z.unknown()), state: z.object({ data: z.unknown() }) }),
  ),
})

interface Listed {
  readonly stated: number
  readonly slugs: readonly string[]
}

/** The list once more, from the data of the page; undefined where they do not hold it. */
function readListData($: CheerioAPI): Listed | undefined {
  const state = queries.safeParse(readNextData($)?.['dehydratedState'])
  const list = state.data?.queries.find(({ queryKey }) => queryKey[0] === 'listPublications')
  const { data } = listData.safeParse(list?.state.data)
  if (!data) return undefined
  return {
    stated: data.paging.totalResults,
    slugs: data.results.map(({ slug }) => slug.toLowerCase()),
  }
}

function requireAgreement(doing: string, shown: Listed, data: Listed | undefined): void {
  if (data === undefined) return
  const odd = [...new Set(shown.slugs).symmetricDifference(new Set(data.slugs))]
  if (odd.length === 0 && shown.stated === data.stated) return
  throw final(
    'BrokenContract',
    `${doing}: it shows ${shown.slugs.length} publications of ${shown.stated}, its own data hold ${data.slugs.length} of ${data.stated}; only one of the two has ${odd.slice(0, 5).join(', ') || 'that count'}. Wanted is the same list in both. Look at the page in a browser, and mend the client if its markup changed.`,
  )
}
