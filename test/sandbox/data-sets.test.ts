import { expect, it } from 'vitest'

import { dataSets } from '../../sandbox/data-sets.ts'
import { publications } from '../../sandbox/publications.ts'

const all = dataSets(publications())

it('are about as many as the live service has, of its most read publications', () => {
  expect(all.length).toBeGreaterThan(30)
  expect(all.length).toBeLessThan(60)
  const slugs = publications().map(({ slug }) => slug)
  expect(new Set(all.map(({ publication }) => publication))).toEqual(new Set(slugs.slice(0, 16)))
})

it('have ids of their own, and titles that differ within a publication', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  const ids = all.flatMap(({ id, apiId }) => [id, apiId])
  expect(ids.filter((id) => !uuid.test(id))).toEqual([])
  expect(new Set(ids).size).toBe(2 * all.length)
  expect(new Set(all.map(({ publication, title }) => `${publication} ${title}`)).size).toBe(
    all.length,
  )
})

it('were not updated before they were published', () => {
  expect(all.filter(({ published, lastUpdated }) => lastUpdated < published)).toEqual([])
  expect(all.some(({ published, lastUpdated }) => lastUpdated > published)).toBe(true)
})

it('stay what they are when other publications are listed', () => {
  const [first] = publications()
  const own = all.filter(({ publication }) => publication === first?.slug)
  expect(dataSets(publications().slice(0, 1))).toEqual(own)
})
