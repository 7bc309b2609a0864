import { expect, it } from 'vitest'

import { keptSlugs, oldTitles } from '../../../pipelines/ees/publications.ts'

it('keeps 18 slugs, each with one title', () => {
  expect(keptSlugs).toHaveLength(18)
  expect(new Set(keptSlugs.map(({ slug }) => slug)).size).toBe(18)
})

it('keeps no title that was left behind', () => {
  const old = new Set(oldTitles.map(({ title }) => title))
  expect(keptSlugs.filter(({ title }) => old.has(title))).toEqual([])
})

it('spells slugs as the site does', () => {
  for (const { slug } of [...keptSlugs, ...oldTitles])
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})
