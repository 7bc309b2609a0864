import { load } from 'cheerio/slim'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { asPublications } from '../../sandbox/as-publications.ts'
import { type EesSite, startEesSite } from '../../sandbox/ees-site.ts'
import { publications } from '../../sandbox/publications.ts'

let site: EesSite

beforeEach(async () => {
  site = await startEesSite()
})

afterEach(() => site.close())

const get = (path: string) => fetch(new URL(path, site.url), { redirect: 'manual' })
const dom = async (path: string) => load(await (await get(path)).text())
type Page = Awaited<ReturnType<typeof dom>>

const countText = ($: Page) => $('[data-testid="total-results"]').text()
const titles = ($: Page) =>
  $('#searchResults h3 a')
    .toArray()
    .map((link) => $(link).text())
const pageProps = ($: Page) => JSON.parse($('#__NEXT_DATA__').text()).props.pageProps
const listData = ($: Page) =>
  pageProps($).dehydratedState.queries.find(
    (query: { queryKey: string[] }) => query.queryKey[0] === 'listPublications',
  ).state.data

describe('the list of publications', () => {
  it('shows every publication once over its pages', async () => {
    const pages = Math.ceil(publications().length / 10)
    const shown: string[] = []
    for (let page = 1; page <= pages; page += 1)
      shown.push(...titles(await dom(`/find-statistics?page=${page}&sortBy=title`)))
    expect(shown.toSorted()).toEqual(
      publications()
        .map(({ title }) => title)
        .toSorted(),
    )
  })

  it('states its counts, links to the latest release and holds the same as data', async () => {
    const $ = await dom('/find-statistics?page=2')
    const total = publications().length
    expect(countText($)).toBe(
      `${total} results, page 2 of ${Math.ceil(total / 10)}, showing all publications`,
    )
    const links = $('#searchResults a')
      .toArray()
      .map((link) => $(link).attr('href'))
    const { paging, results } = listData($)
    expect(links).toEqual(
      results.map(
        (result: { slug: string; latestReleaseSlug: string }) =>
          `/find-statistics/${result.slug}/${result.latestReleaseSlug}`,
      ),
    )
    expect(paging).toEqual({
      page: 2,
      pageSize: 10,
      totalPages: Math.ceil(total / 10),
      totalResults: total,
    })
  })

  it('escapes what a title holds', async () => {
    site.change({
      publications: asPublications([{ slug: 'x', title: `A <b> & "c" ’d’ 'e'</script>` }]),
    })
    const $ = await dom('/find-statistics')
    expect(titles($)).toEqual([`A <b> & "c" ’d’ 'e'</script>`])
    expect(listData($).results[0].title).toBe(`A <b> & "c" ’d’ 'e'</script>`)
  })

  it('sorts by age unless asked for titles', async () => {
    const sorted = async (query: string, field: 'published' | 'title'): Promise<string[]> =>
      listData(await dom(`/find-statistics${query}`)).results.map(
        (result: Record<string, string>) => result[field],
      )
    const newest = await sorted('', 'published')
    expect(newest).toEqual(newest.toSorted().toReversed())
    const oldest = await sorted('?sortBy=oldest', 'published')
    expect(oldest).toEqual(oldest.toSorted())
    const byTitle = await sorted('?sortBy=title', 'title')
    expect(byTitle).toEqual(byTitle.toSorted((a, b) => a.localeCompare(b, 'en')))
  })

  it('is not to be indexed once it is sorted', async () => {
    const robots = async (path: string) => (await dom(path))('meta[name="robots"]').attr('content')
    expect(await robots('/find-statistics?sortBy=title')).toBe('noindex')
    expect(await robots('/find-statistics?page=2')).toBeUndefined()
  })

  it.each([
    [0, '0 results, 0 pages, showing all publications'],
    [1, '1 result, page 1 of 1, showing all publications'],
    [11, '11 results, page 1 of 2, showing all publications'],
  ])('words the count of %i', async (count, text) => {
    site.change({ publications: publications().slice(0, count) })
    expect(countText(await dom('/find-statistics'))).toBe(text)
  })

  it('says that it is filtered, and still counts past its end', async () => {
    expect(countText(await dom('/find-statistics?search=skills+bootcamps'))).toBe(
      '3 results, page 1 of 1, filtered by: ',
    )
    const $ = await dom('/find-statistics?page=99')
    expect(countText($)).toContain(`${publications().length} results, page 99 of`)
    expect(titles($)).toEqual([])
  })
})

describe('the pages of a publication', () => {
  const slug = 'pupil-absence-in-schools-in-england-autumn-term'
  const latest = `/find-statistics/${slug}/2025-26-autumn-term`

  it.each([
    [308, `/find-statistics/${slug}`, latest],
    [308, `/find-statistics/${slug}/explore`, `${latest}/explore`],
    [308, `/find-statistics/${slug}/methodology`, `${latest}/methodology`],
    [308, `/find-statistics/${slug}/data-guidance`, `${latest}/explore#data-guidance-section`],
    [308, `${latest}/data-guidance`, `${latest}/explore#data-guidance-section`],
    [301, '/Find-Statistics?page=2', '/find-statistics?page=2'],
    [301, `/find-statistics/${slug}/`, `/find-statistics/${slug}`],
    [301, `/find-statistics/${slug}/1000`, `/find-statistics/${slug}`],
    [
      301,
      '/find-statistics/pupil-absence-statistics',
      '/find-statistics/pupil-absence-in-schools-in-england',
    ],
  ])('answers %i to %s', async (status, path, location) => {
    const response = await get(path)
    expect([response.status, response.headers.get('location')]).toEqual([status, location])
  })

  it('have the title apart from the caption, and in their data', async () => {
    const response = await get(latest)
    expect(response.headers.get('cache-control')).toContain('s-maxage=30')
    const $ = load(await response.text())
    expect($('h1.govuk-heading-xl').attr('class')?.split(' ')).toHaveLength(2)
    expect($('h1').text()).toBe('Pupil absence in schools in England: autumn term')
    expect($('[data-testid="page-title-caption"]').text()).toBe('Academic year 2025/26 Autumn term')
    expect(pageProps($).publicationSummary).toMatchObject({
      slug,
      title: $('h1').text(),
      latestRelease: { slug: '2025-26-autumn-term' },
    })
    expect(pageProps($)).toMatchObject({ page: 'home' })
  })

  it('have the caption inside the title where all releases are listed', async () => {
    const $ = await dom(`/find-statistics/${slug}/releases`)
    expect($('h1 [data-testid="page-title-caption"]')).toHaveLength(1)
  })

  it.each([
    '/find-statistics/nothing',
    `/find-statistics/${slug}/1999-00`,
    `${latest}/data`,
    '/no-page',
  ])('answer 404 to %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(load(await response.text())('h1.govuk-heading-xl').text()).toBe('Page not found')
  })

  it('follow a new slug before the list does', async () => {
    site.change({ renamed: new Map([[slug, 'absence']]) })
    expect((await get(`/find-statistics/${slug}`)).headers.get('location')).toBe(
      '/find-statistics/absence',
    )
    expect((await get('/find-statistics/absence')).status).toBe(308)
    expect((await dom('/find-statistics/absence/2025-26-autumn-term'))('h1').text()).toContain(
      'autumn term',
    )
  })
})

it('has a home page', async () => {
  expect((await get('/')).status).toBe(200)
})

it('keeps account of its requests', async () => {
  await Promise.all([get('/find-statistics'), get('/x?y=1')])
  expect(site.requests.map(({ path }) => path).toSorted()).toEqual(['/find-statistics', '/x?y=1'])
  expect(site.mostAtOnce).toBeGreaterThanOrEqual(1)
})

it('answers only GET and HEAD', async () => {
  expect((await fetch(site.url, { method: 'POST' })).status).toBe(405)
  expect(await (await fetch(site.url, { method: 'HEAD' })).text()).toBe('')
})

it('says when its port is taken', async () => {
  await expect(startEesSite({ port: site.port })).rejects.toThrow('EADDRINUSE')
})

describe('a fault', () => {
  it('is met as often as was asked, and by the pages that were named', async () => {
    site.fail({ kind: 'server-error', times: 2, path: /page=3/ })
    const statuses: number[] = []
    for (const page of [1, 3, 3, 3])
      statuses.push((await get(`/find-statistics?page=${page}`)).status)
    expect(statuses).toEqual([200, 500, 500, 200])
  })

  it('of the back end is a list of nothing with status 200', async () => {
    site.fail({ kind: 'failed-back-end' })
    const response = await get('/find-statistics')
    const $ = load(await response.text())
    expect([response.status, countText($)]).toEqual([
      200,
      '0 results, 0 pages, showing all publications',
    ])
    expect($('[data-testid="loadingSpinner"]')).toHaveLength(1)
  })

  it('of availability says when to come back', async () => {
    site.fail({ kind: 'unavailable', retryAfterS: 7 })
    const response = await get('/find-statistics')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7'])
  })

  it('of the list leaves out what it says', async () => {
    const total = publications().length
    site.fail({ kind: 'wrong-count' })
    expect(countText(await dom('/find-statistics'))).toContain(`${total + 1} results`)
    site.fail({ kind: 'short-list' })
    expect(titles(await dom('/find-statistics'))).toHaveLength(9)
    site.fail({ kind: 'disagreement' })
    expect(listData(await dom('/find-statistics')).results).toHaveLength(9)
    site.fail({ kind: 'no-next-data' })
    expect((await dom('/find-statistics'))('#__NEXT_DATA__')).toHaveLength(0)
  })

  it.each(['reset', 'cut-off'] as const)('of the connection breaks it (%s)', async (kind) => {
    site.fail({ kind })
    await expect(get('/find-statistics').then((response) => response.text())).rejects.toThrow(
      TypeError,
    )
  })

  it('can be no answer at all, and does not keep the site from closing', async () => {
    site.fail({ kind: 'hang' })
    const answer = fetch(site.url, { signal: AbortSignal.timeout(100) })
    await expect(answer).rejects.toThrow(/timeout/i)
  })
})
