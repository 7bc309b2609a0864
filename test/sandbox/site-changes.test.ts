import { expect, it } from 'vitest'

import { dataSets } from '../../sandbox/data-sets.ts'
import { publications } from '../../sandbox/publications.ts'
import { siteChanges } from '../../sandbox/site-changes.ts'

const before = {
  publications: publications(),
  dataSets: dataSets(publications()),
  renamed: new Map<string, string>(),
}
const [one] = before.publications
const [, other] = before.dataSets

it('renames a data set', () => {
  const { dataSets: after } = siteChanges['data-set-renamed']({
    name: other?.id ?? '',
    title: 'X',
  })(before)
  expect(after).toHaveLength(before.dataSets.length)
  expect(after.filter((set, at) => set !== before.dataSets[at])).toEqual([{ ...other, title: 'X' }])
})

it('withdraws a data set', () => {
  const { dataSets: after } = siteChanges['data-set-withdrawn']({ name: other?.id ?? '' })(before)
  expect(after).toEqual(before.dataSets.filter((set) => set !== other))
})

it('adds a publication, once', () => {
  const add = siteChanges['publication-added']({ name: 'new', title: 'New' })
  const { publications: after } = add(before)
  expect(after.slice(0, -1)).toEqual(before.publications)
  expect(after.at(-1)).toMatchObject({ slug: 'new', title: 'New' })
  expect(add({ ...before, publications: after }).publications).toHaveLength(after.length)
})

it('gives a publication another title', () => {
  const { publications: after } = siteChanges['title-changed']({
    name: one?.slug ?? '',
    title: 'X',
  })(before)
  expect(after[0]).toEqual({ ...one, title: 'X' })
  expect(after.slice(1)).toEqual(before.publications.slice(1))
})

it('takes the first, or of those withdrawn the last, where none is named', () => {
  expect(siteChanges['data-set-renamed']({})(before).dataSets?.[0]?.title).not.toBe(
    before.dataSets[0]?.title,
  )
  expect(siteChanges['data-set-withdrawn']({})(before).dataSets).toEqual(
    before.dataSets.slice(0, -1),
  )
  expect(siteChanges['title-changed']({})(before).publications?.[0]?.slug).toBe(one?.slug)
})

it.each(['data-set-renamed', 'data-set-withdrawn', 'title-changed'] as const)(
  'refuses what there is not (%s)',
  (kind) => {
    expect(() => siteChanges[kind]({ name: 'none' })(before)).toThrow(
      /site has no .* is named none/,
    )
  },
)
