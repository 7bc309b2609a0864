import { expect, test } from 'vitest'

import { checkReleasePages } from '../../checks/release-pages.ts'
import { topics } from '../support/tables.ts'

const slugs = (count: number) => Array.from({ length: count }, (_, at) => `slug-${at}`)

interface Given {
  readonly asked?: readonly string[]
  readonly known?: readonly string[]
  readonly notFound?: readonly string[]
  readonly unread?: readonly string[]
}

const check = ({ asked = slugs(100), known = slugs(100), notFound = [], unread = [] }: Given) =>
  checkReleasePages(topics, {
    asked,
    known: new Set(known),
    notFound,
    unread: new Map(unread.map((slug) => [slug, 'broken'])),
  })

const names = (given: Given) =>
  check(given).map(({ check: name, severity }) => `${severity} ${name}`)

test('pages that were all read are no finding', () => {
  expect(check({})).toEqual([])
  expect(check({ known: [] })).toEqual([])
  expect(check({ asked: [], known: [] })).toEqual([])
})

test('pages that are not found are left out, and a warning', () => {
  expect(check({ notFound: slugs(2) })).toEqual([
    expect.objectContaining({
      severity: 'warn',
      check: 'pages-found',
      table: 'topics',
      count: 2,
      examples: ['slug-0', 'slug-1'],
    }),
  ])
})

test('pages that cannot be read are a warning that says why, and which keep their row', () => {
  const [finding, ...rest] = check({ known: ['slug-0'], unread: ['slug-0'], asked: slugs(1) })
  expect(finding).toMatchObject({
    severity: 'warn',
    check: 'pages-read',
    count: 1,
    examples: ['slug-0: broken'],
    message: expect.stringContaining('1 keep what was counted'),
  })
  expect(rest).toEqual([])
})

test.each([
  ['five of a hundred', { notFound: slugs(5) }, false],
  ['six of a hundred', { notFound: slugs(6) }, true],
  ['six of a hundred, of both kinds', { notFound: slugs(3), unread: slugs(6).slice(3) }, true],
  ['three of ten', { asked: slugs(10), known: slugs(10), notFound: slugs(3) }, false],
  ['four of ten', { asked: slugs(10), known: slugs(10), notFound: slugs(4) }, true],
  ['any that never had a page', { known: slugs(50), notFound: slugs(100).slice(50) }, false],
  ['half of those never read', { known: [], notFound: slugs(50) }, false],
  ['more than half of those never read', { known: [], notFound: slugs(51) }, true],
  ['those not asked for any more', { asked: slugs(100).slice(50) }, false],
])('may be lost at once, or not: %s', (_, given: Given, stops) => {
  expect(names(given).includes('stop most-pages-answer')).toBe(stops)
})
