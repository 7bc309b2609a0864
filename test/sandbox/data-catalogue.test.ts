import { load } from 'cheerio/slim'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { dataSets } from '../../sandbox/data-sets.ts'
import { type EesSite, startEesSite } from '../../sandbox/ees-site.ts'
import { publications } from '../../sandbox/publications.ts'

const all = dataSets(publications())
const [first] = all

let site: EesSite

beforeEach(async () => {
  site = await startEesSite()
})

afterEach(() => site.close())

const get = (path: string) => fetch(new URL(path, site.url), { redirect: 'manual' })
const dom = async (path: string) => load(await (await get(path)).text())
type Page = Awaited<ReturnType<typeof dom>>

const LIST = '/data-catalogue?dataSetType=api&sortBy=newest'
const pageProps = ($: Page) => JSON.parse($('#__NEXT_DATA__').text()).props.pageProps
const results = ($: Page) =>
  pageProps($).dehydratedState.queries.find(
    (query: { queryKey: string[] }) => query.queryKey[0] === 'listDataSetFiles',
  ).state.data
const idsShown = ($: Page) =>
  $('li.dfe-border-bottom h3 a')
    .toArray()
    .map((link) => $(link).attr('href')?.split('/').at(-1) ?? '')

describe('the data catalogue', () => {
  it('shows every data set once over its pages, newest first', async () => {
    const shown: string[] = []
    for (let page = 1; page <= Math.ceil(all.length / 10); page += 1)
      shown.push(...idsShown(await dom(`${LIST}&page=${page}`)))
    expect(shown.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
    const updated = new Map(all.map(({ id, lastUpdated }) => [id, lastUpdated]))
    const days = shown.map((id) => updated.get(id) ?? '')
    expect(days).toEqual(days.toSorted().toReversed())
  })

  it('states its counts, shows names and days, and holds the same as data', async () => {
    site.change({ dataSets: all.slice(0, 1) })
    const $ = await dom(LIST)
    const publication = publications().find(({ slug }) => slug === first?.publication)
    expect($('h2[data-testid="total-results"]').text()).toBe('1 data set')
    const spans = $('li.dfe-border-bottom a[href*="/data-set/"] > span').toArray()
    expect(spans.map((span) => $(span).text())).toEqual([publication?.title, first?.title])
    expect($('[data-testid="Published-value"]').text()).toMatch(/^\d{1,2} [A-Z][a-z]{2} \d{4}$/)
    expect($('[data-testid="Last updated-value"] time')).toHaveLength(1)
    expect(results($)).toMatchObject({
      paging: { page: 1, pageSize: 10, totalPages: 1, totalResults: 1 },
      results: [
        {
          id: first?.id,
          title: first?.title,
          publication: { id: publication?.id, title: publication?.title },
          api: { id: first?.apiId },
        },
      ],
    })
  })

  it.each([
    [0, '0 data sets', false],
    [1, '1 data set', true],
    [41, '41 data sets', true],
  ])('words the count of %i', async (count, text, placed) => {
    site.change({ dataSets: all.slice(0, count) })
    const $ = await dom(LIST)
    expect($('[data-testid="total-results"]').text()).toBe(text)
    expect($('main').text().includes('Page 1 of ')).toBe(placed)
  })

  it('calls a data set’s publication as it is called now, and leaves out those of none', async () => {
    const [one, ...others] = publications()
    if (one) site.change({ publications: [{ ...one, title: 'Another' }], dataSets: all })
    const $ = await dom(LIST)
    expect($('li.dfe-border-bottom .govuk-caption-m').first().text()).toBe('Another')
    const own = all.filter(({ publication }) => publication === one?.slug)
    expect(idsShown($)).toHaveLength(own.length)
    expect(others.length).toBeGreaterThan(0)
  })

  it('has a failed back end show no data set and a spinner, with status 200', async () => {
    site.fail({ kind: 'failed-back-end' })
    const response = await get(LIST)
    expect(response.status).toBe(200)
    const $ = load(await response.text())
    expect($('[data-testid="total-results"]').text()).toBe('0 data sets')
    expect($('[data-testid="loadingSpinner"]')).toHaveLength(1)
  })
})

describe('the page of a data set', () => {
  const path = `/data-catalogue/data-set/${first?.id}`

  it('has its ids in its data, twice', async () => {
    const $ = await dom(path)
    expect($('h1.govuk-heading-xl').text()).toBe(first?.title)
    expect(pageProps($)).toMatchObject({
      apiDataSet: { id: first?.apiId },
      dataSetFile: { id: first?.id, api: { id: first?.apiId } },
    })
    const { publicationSummary, dataSetFile } = pageProps($)
    expect(publicationSummary.id).toBe(dataSetFile.release.publication.id)
  })

  it('may lack what the public API says, with status 200', async () => {
    site.fail({ kind: 'no-api-data-set' })
    await get(LIST)
    const response = await get(path)
    expect(response.status).toBe(200)
    const props = pageProps(load(await response.text()))
    expect(props.apiDataSet).toBeUndefined()
    expect(props.dataSetFile.api.id).toBe(first?.apiId)
    expect(pageProps(await dom(path)).apiDataSet.id).toBe(first?.apiId)
  })

  it('may contradict itself, or have no data', async () => {
    site.fail({ kind: 'disagreement', path: /data-set/ })
    const props = pageProps(await dom(path))
    expect(props.apiDataSet.id).not.toBe(props.dataSetFile.api.id)
    site.fail({ kind: 'no-next-data', path: /data-set/ })
    expect((await dom(path))('#__NEXT_DATA__')).toHaveLength(0)
  })

  it.each(['/data-catalogue/data-set/none', '/data-catalogue/data-set', '/data-catalogue/x'])(
    'is not found at %s',
    async (elsewhere) => {
      expect((await get(elsewhere)).status).toBe(404)
    },
  )
})
