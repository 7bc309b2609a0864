import { type CheerioAPI, load } from 'cheerio/slim'
import { z } from 'zod'

import { final, passing } from '../failure.ts'
import { readNextData } from './next-data.ts'
import { pageText } from './page-text.ts'
import type { SitePage } from './site-reader.ts'

/** A page of one of the site's lists. */
export interface ListPage<Item> {
  readonly page: number
  readonly pages: number
  /** Items in the whole list, as the page states it. */
  readonly stated: number
  /** Of this page by what names them, in its order. */
  readonly items: ReadonlyMap<string, Item>
}

/** What is particular to a list. */
export interface ListForm<Item> {
  /** As in `list of publications`. */
  readonly name: string
  /** As in `publications`. */
  readonly items: string
  /** What a page states of its list, found in its text; undefined where that is not said. */
  readonly readCounts: (text: CountText) => Counts | undefined
  /** A text that would be read. */
  readonly example: string
  /** The items that a page shows, by their names; `results` is what its data hold of each, by the same name. */
  readonly readItems: ($: CheerioAPI, results: Results, doing: string) => ReadonlyMap<string, Item>
  /** The query whose results the page's data hold, and the field of a result that names it. */
  readonly data: { readonly query: string; readonly name: string }
}

export interface CountText {
  /** Of the place that is marked for it, or of the whole page where none is. */
  readonly count: string
  readonly page: string
  /** The page that was asked for. */
  readonly asked: number
}

export interface Counts {
  /** As it was found. */
  readonly text: string
  readonly stated: number
  readonly page: number
  readonly pages: number
}

/** What the data of a page hold of each item, by its name. */
export type Results = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/**
 * Reads a page of a list.
 *
 * @throws {ApplicationFailure} `Unavailable` for a list without results, which the site shows when its search is down;
 * `BrokenContract` where the count cannot be read, or the page and its data disagree.
 */
export function readListPage<Item>(
  form: ListForm<Item>,
  { path, html }: SitePage,
  asked: number,
): ListPage<Item> {
  const doing = `Reading page ${asked} of the site's ${form.name} (${path})`
  const $ = load(html)
  const { text, ...counts } = readCounts(form, $, { doing, asked })
  if (counts.stated === 0 || $('[data-testid="loadingSpinner"]').length > 0)
    throw passing(
      'Unavailable',
      `${doing}: it shows "${text}" or a spinner, as it does when the search behind it is down; wanted is the list. The page is read again.`,
    )
  if (counts.page !== asked)
    throw final(
      'BrokenContract',
      `${doing}: the page says it is page ${counts.page} ("${text}"). Look in a browser how the site's pages are asked for now, and mend the client.`,
    )
  const data = readListData($, form.data)
  const items = form.readItems($, data?.results ?? new Map(), doing)
  if (data)
    requireAgreement(`${doing}: it shows`, form.items, [{ ...counts, results: items }, data])
  return { ...counts, items }
}

function readCounts(
  { readCounts: read, example }: Pick<ListForm<unknown>, 'readCounts' | 'example'>,
  $: CheerioAPI,
  { doing, asked }: { readonly doing: string; readonly asked: number },
): Counts {
  const page = pageText($('main'))
  const count = pageText($('[data-testid="total-results"]').first()) || page
  const counts = read({ count, page, asked })
  if (counts) return counts
  throw final(
    'BrokenContract',
    `${doing}: found "${count.slice(0, 100)}" where it states its count; wanted is a text as "${example}". Look at the page in a browser, and mend the client if its wording changed.`,
  )
}

const listData = z.object({
  paging: z.object({ totalResults: z.number() }),
  results: z.array(z.record(z.string(), z.unknown())),
})

const queries = z.object({
  queries: z.array(
    z.object({ queryKey: z.array(z.unknown()), state: z.object({ data: z.unknown() }) }),
  ),
})

interface Listed {
  readonly stated: number
  readonly results: ReadonlyMap<string, unknown>
}

/** The list once more, from the data of the page; undefined where they do not hold it in the known form. */
function readListData(
  $: CheerioAPI,
  { query, name }: ListForm<unknown>['data'],
): (Listed & { readonly results: Results }) | undefined {
  const state = queries.safeParse(readNextData($)?.['dehydratedState'])
  const list = state.data?.queries.find(({ queryKey }) => queryKey[0] === query)
  const { data } = listData.safeParse(list?.state.data)
  const names = data?.results.map((result) => result[name])
  if (!data || !names?.every((found) => typeof found === 'string')) return undefined
  const results = data.results.map(
    (result, at) => [(names[at] ?? '').toLowerCase(), result] as const,
  )
  return { stated: data.paging.totalResults, results: new Map(results) }
}

function requireAgreement(
  doing: string,
  items: string,
  [shown, data]: readonly [shown: Listed, data: Listed],
): void {
  const odd = [...new Set(shown.results.keys()).symmetricDifference(new Set(data.results.keys()))]
  if (odd.length === 0 && shown.stated === data.stated) return
  throw final(
    'BrokenContract',
    `${doing} ${shown.results.size} ${items} of ${shown.stated}, its own data hold ${data.results.size} of ${data.stated}; only one of the two has ${odd.slice(0, 5).join(', ') || 'that count'}. Wanted is the same list in both. Look at the page in a browser, and mend the client if its markup changed.`,
  )
}
