import { load } from 'cheerio/slim'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { type EesSite, startEesSite } from '../../sandbox/ees-site.ts'
import { publications } from '../../sandbox/publications.ts'

let site: EesSite

beforeEach(async () => {
  site = await startEesSite()
})

afterEach(() => site.close())

const html = async (slug: string) =>
  (await fetch(new URL(`/find-statistics/${slug}`, site.url))).text()
const bodies = () => Promise.all(publications().map(async ({ slug }) => load(await html(slug))))

it('is as long and as illustrated as the publication draws it', async () => {
  const pages = await bodies()
  const lengths = pages.map(($) => $('main').text().length)
  expect(Math.max(...lengths)).toBeGreaterThan(3 * Math.min(...lengths))
  const images = pages.map(($) => $('img[src^="https://content."]').length)
  expect(new Set(images)).toContain(0)
  expect(Math.max(...images)).toBeGreaterThan(2)
})

it('has lists with links and paragraphs inside, the quality mark, and here and there a logo', async () => {
  const pages = await bodies()
  for (const $ of pages) {
    expect($('#headlines-section li a').length).toBeGreaterThan(0)
    expect($('img[src$="accredited-official-statistics-logo.svg"]')).toHaveLength(1)
  }
  expect(pages.some(($) => $('li > p > a').length > 0)).toBe(true)
  const logos = pages.filter(($) => $('img[src^="/api/assets/"]').length > 0).length
  expect(logos).toBeGreaterThan(3)
  expect(logos).toBeLessThan(pages.length / 3)
})

it('is the same every time', async () => {
  const [slug = ''] = publications().map((listed) => listed.slug)
  expect(await html(slug)).toBe(await html(slug))
})
