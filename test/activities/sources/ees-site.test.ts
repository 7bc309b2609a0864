import { setTimeout as sleep } from 'node:timers/promises'

import type { DataFrame } from 'danfojs-node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { columnsOf } from '../../../activities/frame.ts'
import { createEesSite, type EesSiteOptions } from '../../../activities/sources/ees-site.ts'
import { asPublications } from '../../../sandbox/as-publications.ts'
import { type EesSite, startEesSite } from '../../../sandbox/ees-site.ts'
import type { FaultKind } from '../../../sandbox/ees-site-faults.ts'
import { publications } from '../../../sandbox/publications.ts'

const ATTEMPTS = 3
const few = publications().slice(0, 23)

let site: EesSite

beforeEach(async () => {
  site = await startEesSite({ publications: few })
})

afterEach(() => site.close())

function scrape(options: Partial<EesSiteOptions> = {}, signal = new AbortController().signal) {
  const fast = {
    pauseMs: { list: 0, detail: 0 },
    attempts: ATTEMPTS,
    backoffMs: 1,
    timeoutMs: 5000,
  }
  return createEesSite({ url: site.url, ...fast, ...options }).publications(signal)
}

function pairs(frame: DataFrame): [slug: string, title: string][] {
  const [slugs = [], titles = []] = columnsOf(frame)
  return slugs.map((slug, at) => [String(slug), String(titles[at])])
}

const titlesBySlug = (listed: readonly { slug: string; title: string }[]) =>
  listed
    .map(({ slug, title }) => [slug, title])
    .toSorted(([, a = ''], [, b = '']) => a.localeCompare(b, 'en'))

const listRequests = () => site.requests.filter(({ path }) => path.startsWith('/find-statistics?'))

describe('a scrape', () => {
  it('finds every publication of the service with its title, in the order of the site', async () => {
    site.change({ publications: publications() })
    const frame = await scrape()
    expect(frame.columns).toEqual(['slug', 'title'])
    expect(pairs(frame)).toEqual(titlesBySlug(publications()))
  })

  it.each([1, 10, 11])('finds a list of %i', async (count) => {
    site.change({ publications: few.slice(0, count) })
    expect(pairs(await scrape())).toEqual(titlesBySlug(few.slice(0, count)))
    expect(listRequests()).toHaveLength(Math.ceil(count / 10))
  })

  it('asks for the list by title, which stands still while it is read', async () => {
    await scrape()
    expect(listRequests().map(({ path }) => path)).toEqual(
      [1, 2, 3].map((page) => `/find-statistics?page=${page}&sortBy=title`),
    )
  })

  it('reads the title as it stands, whatever its characters', async () => {
    const odd = [{ slug: 'odd', title: `Children’s & "others'" <needs>: 16–18 (LEO)` }]
    site.change({ publications: asPublications(odd) })
    expect(pairs(await scrape())).toEqual(titlesBySlug(odd))
  })

  it('keeps the slug that the list shows when its page has moved to another', async () => {
    const [first] = few
    site.change({
      publications: few.slice(0, 1),
      renamed: new Map([[first?.slug ?? '', 'new-slug']]),
    })
    expect(pairs(await scrape())).toEqual([[first?.slug, first?.title]])
    expect(site.requests.map(({ path }) => path)).toContain('/find-statistics/new-slug')
  })

  it('goes by the page alone where the data are missing', async () => {
    site.fail({ kind: 'no-next-data', times: 100 })
    expect(pairs(await scrape())).toEqual(titlesBySlug(few))
  })

  it('says who reads and what for', async () => {
    await scrape()
    for (const { userAgent } of site.requests)
      expect(userAgent).toMatch(/^ees-analytics-pipeline\/\d+\.\d+\.\d+ \(.*analytics\)$/)
  })

  it('has two requests under way and never more, and pauses between them', async () => {
    await site.close()
    site = await startEesSite({ publications: few, latencyMs: 20 })
    await scrape({ pauseMs: { list: 60, detail: 5 } })
    expect(site.mostAtOnce).toBe(2)
    const starts = listRequests().map(({ atMs }) => atMs)
    const gaps = starts.slice(1).map((start, at) => start - (starts[at] ?? 0))
    // The pause counts from the end of the answer, which takes 20 ms.
    expect(Math.min(...gaps)).toBeGreaterThan(75)
  })

  it('keeps the limit over several scrapes of one client', async () => {
    await site.close()
    site = await startEesSite({ publications: few, latencyMs: 5 })
    const client = createEesSite({ url: site.url, pauseMs: { list: 0, detail: 0 } })
    const { signal } = new AbortController()
    await Promise.all([client.publications(signal), client.publications(signal)])
    expect(site.mostAtOnce).toBe(2)
  })
})

describe('a fault that passes', () => {
  const kinds: readonly FaultKind[] = [
    'failed-back-end',
    'not-found',
    'server-error',
    'unavailable',
    'reset',
    'cut-off',
    'hang',
    'stall',
  ]

  it.each(kinds)('is met once without the list starting over (%s)', async (kind) => {
    site.fail({ kind, path: /page=2/, retryAfterS: 0 })
    expect(pairs(await scrape({ timeoutMs: 300 }))).toEqual(titlesBySlug(few))
    expect(listRequests()).toHaveLength(4)
  })

  it.each(kinds)('ends the scrape when it goes on, and may be tried again (%s)', async (kind) => {
    site.fail({ kind, path: /page=2/, times: ATTEMPTS, retryAfterS: 0 })
    await expect(scrape({ timeoutMs: 300 })).rejects.toMatchObject({
      type: kind === 'not-found' ? 'NotFound' : 'Unavailable',
      nonRetryable: false,
      message: expect.stringContaining('page=2'),
    })
    expect(listRequests()).toHaveLength(1 + ATTEMPTS)
  })

  it.each(['not-found', 'server-error', 'reset'] as const)(
    'is met on the page of a publication too (%s)',
    async (kind) => {
      const path = new RegExp(`^/find-statistics/${few[4]?.slug}$`)
      site.fail({ kind, path })
      expect(pairs(await scrape())).toHaveLength(few.length)
      site.fail({ kind, path, times: ATTEMPTS })
      const type = kind === 'not-found' ? 'NotFound' : 'Unavailable'
      await expect(scrape()).rejects.toMatchObject({ type, nonRetryable: false })
    },
  )

  it('is waited for as long as the site asks', async () => {
    site.fail({ kind: 'unavailable', path: /page=2/, retryAfterS: 1 })
    await scrape()
    const [first, second] = listRequests().filter(({ path }) => path.includes('page=2'))
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(990)
  })

  it('leaves a long wait to whoever runs the step', async () => {
    site.fail({ kind: 'unavailable', path: /page=2/, retryAfterS: 600 })
    await expect(scrape()).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
      nextRetryDelay: 600_000,
    })
    expect(listRequests()).toHaveLength(2)
  })

  it('is a count that changes while the list is read', async () => {
    site.fail({ kind: 'wrong-count', path: /page=2/ })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: false,
      message: expect.stringMatching(/page 1 stated 23 results .* page 2 states 24/),
    })
  })

  it.each([
    ['short-list', 1, 'hold 22 publications and state 23'],
    ['wrong-count', 3, 'hold 23 publications and state 24'],
  ] as const)(
    'is a list without every publication it states (%s)',
    async (kind, times, message) => {
      site.fail({ kind, times })
      await expect(scrape()).rejects.toMatchObject({
        type: 'BrokenContract',
        nonRetryable: false,
        message: expect.stringContaining(message),
      })
    },
  )

  it('is a list without results, even without a spinner', async () => {
    site.change({ publications: [] })
    await expect(scrape()).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
      message: expect.stringContaining('"0 results, 0 pages"'),
    })
  })

  it('is a site that is not there', async () => {
    await site.close()
    await expect(scrape()).rejects.toMatchObject({
      type: 'Unavailable',
      nonRetryable: false,
      message: expect.stringMatching(/ECONNREFUSED.*EES_SITE_URL/),
    })
  })
})

describe('a failure', () => {
  it('ends the other request too', async () => {
    await site.close()
    site = await startEesSite({ publications: few, latencyMs: 20 })
    const [first, second] = (await scrapeOrder()).map((slug) => `^/find-statistics/${slug}/`)
    site.fail({ kind: 'disagreement', path: new RegExp(first ?? '') })
    site.fail({ kind: 'server-error', path: new RegExp(second ?? ''), times: ATTEMPTS })
    await expect(scrape({ backoffMs: 50 })).rejects.toMatchObject({ type: 'BrokenContract' })
    const before = site.requests.length
    await sleep(200)
    expect(site.requests).toHaveLength(before)
  })

  /** Slugs in the order in which their pages are read. */
  const scrapeOrder = async () => pairs(await scrape()).map(([slug]) => slug)
})

describe('a broken contract', () => {
  it('is a list that its own data contradict', async () => {
    site.fail({ kind: 'disagreement', path: /page=2/ })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringMatching(/shows 10 publications of 23, its own data hold 9 of 23/),
    })
    expect(listRequests()).toHaveLength(2)
  })

  it('is a title that its own data contradict', async () => {
    const slug = few[4]?.slug ?? ''
    site.fail({ kind: 'disagreement', path: new RegExp(`^/find-statistics/${slug}/`) })
    await expect(scrape()).rejects.toMatchObject({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining('(draft)'),
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

describe('an abort', () => {
  it('ends the scrape with its own reason, at once', async () => {
    site.fail({ kind: 'hang', path: /page=2/ })
    const stop = new AbortController()
    const scraped = scrape({ attempts: 1 }, stop.signal)
    await expect.poll(() => listRequests().length).toBe(2)
    const reason = new Error('the worker stops')
    stop.abort(reason)
    await expect(scraped).rejects.toBe(reason)
  })

  it('ends a pause too', async () => {
    const stop = new AbortController()
    const scraped = scrape({ pauseMs: { list: 3_600_000, detail: 0 } }, stop.signal)
    await expect.poll(() => listRequests().length).toBe(1)
    stop.abort(new Error('the worker stops'))
    await expect(scraped).rejects.toThrow('the worker stops')
    expect(listRequests()).toHaveLength(1)
  })
})
