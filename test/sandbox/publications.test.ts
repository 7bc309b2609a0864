import { describe, expect, it } from 'vitest'

import { keptSlugs, oldTitles } from '../../pipelines/ees/publications.ts'
import { publications } from '../../sandbox/publications.ts'

describe('publications', () => {
  const all = publications()

  it('are about as many as the service has, each slug, title and id once', () => {
    expect(all.length).toBeGreaterThan(100)
    for (const field of ['slug', 'title', 'id'] as const)
      expect(new Set(all.map((publication) => publication[field].toLowerCase())).size).toBe(
        all.length,
      )
  })

  it('have slugs and ids as the site spells them', () => {
    for (const { slug, id, latestRelease } of all) {
      expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(latestRelease).toMatch(/^\d{4}(-[a-z0-9]+)*$/)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })

  it('share all views, a few having most and every one some', () => {
    const weights = all.map(({ weight }) => weight)
    const sum = (some: readonly number[]) => some.reduce((total, weight) => total + weight, 0)
    expect(sum(weights)).toBeCloseTo(1, 9)
    expect(sum(weights.slice(0, 10))).toBeGreaterThan(0.3)
    expect(Math.min(...weights)).toBeGreaterThan(0)
    expect(weights).toEqual(weights.toSorted((a, b) => b - a))
  })

  it('leave out the slugs that the site does not list, and the titles of before', () => {
    const slugs = new Set(all.map(({ slug }) => slug))
    expect(keptSlugs.filter(({ slug }) => slugs.has(slug))).toEqual([])
    const titles = new Set(all.map(({ slug, title }) => `${slug} ${title}`))
    expect(oldTitles.filter(({ slug, title }) => titles.has(`${slug} ${title}`))).toEqual([])
  })

  it('lead on from every hand-kept slug, by the title', () => {
    const titles = new Set(all.map(({ title }) => title))
    expect(keptSlugs.filter(({ title }) => !titles.has(title))).toEqual([])
  })

  it.each([
    ['a parenthesis', /\(.+\)/],
    ['a colon', /:/],
    ['a straight apostrophe', /'/],
    ['a typographic apostrophe', /’/],
    ['a hyphen', /\w-\w/],
    ['a digit', /\d/],
    ['a length that a cut at 100 with " Release Page" after it shows', /^.{88,}$/],
  ])('have a title with %s', (_, pattern) => {
    expect(all.some(({ title }) => pattern.test(title))).toBe(true)
  })
})
