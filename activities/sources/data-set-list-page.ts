import type { CheerioAPI } from 'cheerio/slim'
import { z } from 'zod'

import type { Day } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { ListForm, Results } from './list-page.ts'
import { pageText, squeezed } from './page-text.ts'
import { pathOf } from './path-of.ts'
import { siteDay } from './site-day.ts'

/** A data set as the catalogue lists it. */
export interface ListedDataSet {
  /** Of its file. */
  readonly id: string
  /** The title of its publication. */
  readonly publication: string
  readonly name: string
  /** From the site's root. */
  readonly link: string
  readonly published: Day
  readonly lastUpdated: Day
  /** In the public API, where the page's data say it. */
  readonly apiId: string | null
  readonly publicationId: string | null
}

const PAGE_SIZE = 10

/** `37 data sets`; `1 data set`. Text of other elements may follow without a gap. */
const COUNT = /(?<!\d)(\d+) data sets?/
/** `Page 1 of 4, showing all available data sets`. */
const PLACE = /Page (\d+) of (\d+)(?!\d)/

/** A page of `/data-catalogue`: its data sets by the ids of their files. */
export const dataSetListPage: ListForm<ListedDataSet> = {
  name: 'data catalogue',
  items: 'data sets',
  example: '37 data sets',
  data: { query: 'listDataSetFiles', name: 'id' },
  readCounts: ({ count, page: text, asked }) => {
    const [found, number] = COUNT.exec(count) ?? []
    if (found === undefined) return undefined
    const stated = Number(number)
    const [, page = asked, pages = Math.ceil(stated / PAGE_SIZE)] = PLACE.exec(text) ?? []
    return { text: found, stated, page: Number(page), pages: Number(pages) }
  },
  readItems: ($, results, doing) => {
    const entries = $('li.dfe-border-bottom')
      .toArray()
      .map((entry) => $(entry))
    const listed = entries.flatMap((entry) => readEntry(entry, { $, results, doing }) ?? [])
    return new Map(listed.map((dataSet) => [dataSet.id, dataSet]))
  },
}

interface Page {
  readonly $: CheerioAPI
  readonly results: Results
  readonly doing: string
}

type Entry = ReturnType<CheerioAPI>

const DATA_SET = /^\/data-catalogue\/data-set\/([^/]+)\/?$/

/** An entry of the list; undefined for one that links to no data set. */
function readEntry(entry: Entry, { $, results, doing }: Page): ListedDataSet | undefined {
  const anchor = entry
    .find('a[href]')
    .filter((_, found) => DATA_SET.test(pathOf($(found).attr('href'))))
    .first()
  const link = pathOf(anchor.attr('href'))
  const id = DATA_SET.exec(link)?.[1]?.toLowerCase()
  if (id === undefined) return undefined
  const spans = anchor.find('span').toArray()
  const [publication = '', name = ''] = spans.map((span) => pageText($(span)))
  const [shownPublished, shownUpdated] = [
    textOf(entry, 'Published', $),
    textOf(entry, 'Last updated', $),
  ]
  const [published, lastUpdated] = [siteDay(shownPublished), siteDay(shownUpdated)]
  if (!publication || !name || !published || !lastUpdated)
    throw final(
      'BrokenContract',
      `${doing}: of the data set ${id} it shows the publication "${publication}", the name "${name}", published "${shownPublished}" and last updated "${shownUpdated}"; wanted are two names, and two days as 5 Mar 2025. Look at the page in a browser, and mend the client if its markup changed.`,
    )
  const shown = { id, publication, name, link, published, lastUpdated }
  return { ...shown, ...idsOf(shown, results.get(id), doing) }
}

/** What the entry's summary list gives under a key. */
function textOf(entry: Entry, key: string, $: CheerioAPI): string {
  const term = entry.find('dt').filter((_, found) => pageText($(found)) === key)
  return pageText(term.first().nextAll('dd').first())
}

const result = z.object({
  title: z.string().transform(squeezed),
  publication: z.object({ id: z.string().toLowerCase(), title: z.string().transform(squeezed) }),
  api: z.object({ id: z.string().toLowerCase() }).optional(),
})

type Ids = Pick<ListedDataSet, 'apiId' | 'publicationId'>

/** What the page does not show, from its data; these must call the data set as the page does. */
function idsOf(
  { id, name, publication }: Omit<ListedDataSet, keyof Ids>,
  found: unknown,
  doing: string,
): Ids {
  const { data } = result.safeParse(found)
  if (!data) return { apiId: null, publicationId: null }
  if (data.publication.title !== publication || data.title !== name)
    throw final(
      'BrokenContract',
      `${doing}: it shows the data set ${id} as "${name}" of "${publication}", its own data say "${data.title}" of "${data.publication.title}"; wanted is the same in both. Look at the page in a browser, and mend the client if its markup changed.`,
    )
  return { apiId: data.api?.id ?? null, publicationId: data.publication.id }
}
