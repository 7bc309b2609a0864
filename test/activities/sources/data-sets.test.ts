import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { columnsOf } from '../../../activities/frame.ts'
import { createEesSite, type EesSiteOptions } from '../../../activities/sources/ees-site.ts'
import { dataSets } from '../../../sandbox/data-sets.ts'
import { type EesSite, startEesSite } from '../../../sandbox/ees-site.ts'
import type { FaultKind } from '../../../sandbox/ees-site-faults.ts'
import { publications } from '../../../sandbox/publications.ts'

const ATTEMPTS = 3
const all = dataSets(publications())
const few = all.slice(0, 23)

let site: EesSite

beforeEach(async () => {
  site = await startEesSite({ dataSets: few })
})

afterEach(() => site.close())

function scrape(options: Partial<EesSiteOptions> = {}) {
  const fast = {
    pauseMs: { list: 0, detail: 0 },
    attempts: ATTEMPTS,
    backoffMs: 1,
    timeoutMs: 5000,
  }
  const client = createEesSite({ url: site.url, ...fast, ...options })
  return client.dataSets(new AbortController().signal)
}

type Frame = Awaited<ReturnType<typeof scrape>>['listed']

/** The rows of a frame, by the id of the data set. */
const rowsOf = (frame: Frame) => {
  const columns = columnsOf(frame)
  return (columns[0] ?? [])
    .map((_, row) => columns.map((cells) => cells[row]))
    .toSorted(([a], [b]) => String(a).localeCompare(String(b)))
}

const byId = <T extends readonly unknown[]>(rows: readonly T[]) =>
  rows.toSorted(([a], [b]) => String(a).localeCompare(String(b)))

const publicationOf = (slug: string) => publications().find((listed) => listed.slug === slug)

const listed = (sets: typeof all, ids: 'with ids' | 'without ids') =>
  byId(
    sets.map((set) => {
      const publication = publicationOf(set.publication)
      return [
        set.id,
        publication?.title,
        set.title,
        `/data-catalogue/data-set/${set.id}`,
        set.published,
        set.lastUpdated,
        ids === 'with ids' ? set.apiId : null,
        ids === 'with ids' ? publication?.id : null,
      ] as const
    }),
  )

const pages = (sets: typeof all) =>
  byId(sets.map((set) => [set.id, set.apiId, publicationOf(set.publication)?.id] as const))

const requestsTo = (path: string) =>
  site.requests.filter((request) => request.path.startsWith(path))
const LIST = '/data-catalogue?'
const PAGE = '/data-catalogue/data-set/'

describe('a scrape of the data catalogue', () => {
  it('finds every data set of the API, and its ids', async () => {
    site.change({ dataSets: all })
    const found = await scrape()
    expect(found.listed.columns).toEqual([
      'dataset_id',
      'publication',
      'dataset_name',
      'link',
      'published',
      'last_updated',
      'listed_api_id',
      'listed_publication_id',
    ])
    expect(found.pages.columns).toEqual(['dataset_id', 'api_id', 'page_publication_id'])
    expect(rowsOf(found.listed)).toEqual(listed(all, 'with ids'))
    expect(rowsOf(found.pages)).toEqual(pages(all))
  })

  it.each([1, 10, 11])('finds a list of %i', async (count) => {
    site.change({ dataSets: few.slice(0, count) })
    expect(rowsOf((await scrape()).pages)).toEqual(pages(few.slice(0, count)))
    expect(requestsTo(LIST)).toHaveLength(Math.ceil(count / 10))
    expect(requestsTo(PAGE)).toHaveLength(count)
  })

  it('asks for the data sets of the API, newest first, page by page', async () => {
    await scrape()
    expect(requestsTo(LIST).map(({ path }) => path)).toEqual(
      [1, 2, 3].map((page) => `/data-catalogue?dataSetType=api&sortBy=newest&page=${page}`),
    )
  })

  it('takes the id that the content API says while the public one is down', async () => {
    site.fail({ kind: 'no-api-data-set', times: 100 })
    expect(rowsOf((await scrape()).pages)).toEqual(pages(few))
  })

  it('goes by the pages alone where the data are missing', async () => {
    site.fail({ kind: 'no-next-data', times: 100 })
    const found = await scrape()
    expect(rowsOf(found.listed)).toEqual(listed(few, 'without ids'))
    expect(rowsOf(found.pages)).toEqual(byId(few.map(({ id }) => [id, null, null] as const)))
  })

  it('has two requests under way and never more, and pauses between them', async () => {
    await site.close()
    site = await startEesSite({ dataSets: few, latencyMs: 20 })
    await scrape({ pauseMs: { list: 60, detail: 30 } })
    expect(site.mostAtOnce).toBeLessThanOrEqual(2)
    const lasted = (requests: typeof site.requests) =>
      (requests.at(-1)?.atMs ?? 0) - (requests[0]?.atMs ?? 0)
    // The pause counts from the end of the answer, which takes 20 ms.
    expect(lasted(requestsTo(LIST))).toBeGreaterThan(2 * 75)
    expect(lasted(requestsTo(PAGE))).toBeGreaterThan(22 * 29)
  })
})

describe('a fault that passes', () => {
  const kinds: readonly FaultKind[] = ['failed-back-end', 'server-error', 'not-found', 'cut-off']

  it.each(kinds)('is met once without the list starting over (%s)', async (kind) => {
    site.fail({ kind, path: /page=2/ })
    expect(rowsOf((await scrape()).pages)).toEqual(pages(few))
    expect(requestsTo(LIST)).toHaveLength(4)
  })

  it.each(kinds)('ends the scrape when it goes on, and may be tried again (%s)', async (kind) => {
    site.fail({ kind, path: /page=2/, times: ATTEMPTS })
    await expect(scrape()).rejects.toMatchObject({
      type: kind === 'not-found' ? 'NotFound' : 'Unavailable',
      nonRetryable: false,
      message: expect.stringContaining('page=2'),
    })
  })

  it('is met on the page of a data set too', async () => {
    const path = new RegExp(`${PAGE}${few[4]?.id}$`)
    site.fail({ kind: 'server-error', path })
    expect(rowsOf((await scrape()).pages)).toEqual(pages(few))
    site.fail({ kind: 'server-error', path, times: ATTEMPTS })
    await expect(scrape()).rejects.toMatchObject({ type: 'Unavailable', nonRetryable: false })
  })

  it.each([
    ['a back end that is down', { dataSets: [] }, '"0 data sets"'],
    ['a catalogue without a publication', { publications: [] }, '"0 data sets"'],
  ])('is %s', async (_, content, message) => {
    site.change(content)
    await expect(scrape()).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
      message: expect.stringContaining(message),
    })
  })

  it.each([
    ['short-list', 1, 'hold 22 data sets and state 23'],
    ['wrong-count', 3, 'hold 23 data sets and state 24'],
  ] as const)('is a list without every data set it states (%s)', async (kind, times, message) => {
    site.fail({ kind, times })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: false,
      message: expect.stringContaining(message),
    })
  })

  it('is a count that changes while the list is read', async () => {
    site.fail({ kind: 'wrong-count', path: /page=2/ })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: false,
      message: expect.stringMatching(/page 1 stated 23 .* page 2 states 24/),
    })
  })
})

describe('a broken contract', () => {
  it.each([
    ['a list that its own data contradict', /page=2/, 'its own data hold 9 of 23'],
    ['a page that its own data contradict', new RegExp(PAGE), "the public API's id is"],
  ])('is %s', async (_, path, message) => {
    site.fail({ kind: 'disagreement', path })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining(message),
    })
  })

  it('is a count in other words', async () => {
    site.fail({ kind: 'unreadable-count' })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining('"Many results"'),
    })
  })
})
