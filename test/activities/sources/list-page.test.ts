import { expect, it } from 'vitest'

import { readListPage } from '../../../activities/sources/list-page.ts'
import { publicationListPage } from '../../../activities/sources/publication-list-page.ts'

const path = '/find-statistics?page=1&sortBy=title'
const finalUrl = new URL(path, 'http://localhost')

const read = (html: string, page = 1) => {
  const { items, ...counts } = readListPage(publicationListPage, { path, finalUrl, html }, page)
  return { ...counts, slugs: [...items.keys()] }
}

/** A list in the plainest markup: a text that states the count, and links. */
const plain = (count: string, ...hrefs: string[]) =>
  `<main><p>${count}</p>${hrefs.map((href) => `<a class="govuk-link x" href="${href}">A</a>`).join('')}</main>`

const withData = (html: string, data: unknown) =>
  `${html}<script id="__NEXT_DATA__" type="application/json">${JSON.stringify(data)}</script>`

const listData = (totalResults: number, ...slugs: string[]) => {
  const data = { paging: { totalResults }, results: slugs.map((slug) => ({ slug })) }
  const queries = [{ queryKey: ['listPublications'], state: { data } }]
  return { props: { pageProps: { dehydratedState: { queries } } } }
}

it('finds publications with and without a release after them, with and without the site before', () => {
  const html = plain(
    '4 results, page 1 of 1, showing all publications',
    '/find-statistics/Schools',
    '/find-statistics/pupils/2024-25?x=1#y',
    '/find-statistics/pupils',
    'https://explore-education-statistics.service.gov.uk/find-statistics/absence',
    '/find-statistics/meals/',
    '/find-statistics?page=2',
    '/find-statistics',
    '/methodology/pupils',
    'mailto:x@localhost',
  )
  expect(read(html)).toEqual({
    page: 1,
    pages: 1,
    stated: 4,
    slugs: ['schools', 'pupils', 'absence', 'meals'],
  })
})

it('takes the links of the results alone where they are marked', () => {
  const html = `<p data-testid="total-results"> 1 result,
    page 1 of 1, filtered by: </p><ul id="searchResults"><a href="/find-statistics/a">A</a></ul>
    <a class="govuk-link" href="/find-statistics/b">B</a>`
  expect(read(html)).toMatchObject({ stated: 1, slugs: ['a'] })
})

const one = plain('1 result, page 1 of 1, showing all publications', '/find-statistics/a/b')

it.each([
  ['the same data', listData(1, 'A')],
  ['data without the list', { props: { pageProps: {} } }],
  ['data of another form', { rows: [] }],
])('goes by the page with %s', (_, data) => {
  expect(read(withData(one, data)).slugs).toEqual(['a'])
})

it('goes by the page where its data are cut off', () => {
  expect(read(`${one}<script id="__NEXT_DATA__">{"props":</script>`).slugs).toEqual(['a'])
})

it.each([
  ['another publication', listData(1, 'b'), 'has a, b'],
  ['one more', listData(1, 'a', 'b'), 'has b'],
  ['another count', listData(2, 'a'), 'has that count'],
])('refuses a page whose data have %s', (_, data, message) => {
  expect(() => read(withData(one, data))).toThrow(
    expect.objectContaining({
      type: 'BrokenContract',
      nonRetryable: true,
      message: expect.stringContaining(message),
    }),
  )
})

it('refuses another page than was asked for', () => {
  expect(() => read(plain('12 results, page 1 of 2, showing all publications'), 2)).toThrow(
    expect.objectContaining({ type: 'BrokenContract', nonRetryable: true }),
  )
})

it.each([
  ['a spinner', `${one}<div data-testid="loadingSpinner"></div>`],
  ['no result', plain('0 results, 0 pages, showing all publications')],
  ['no result on a page', plain('0 results, page 1 of 1, showing all publications')],
])('takes %s for a fault that passes', (_, html) => {
  expect(() => read(html)).toThrow(
    expect.objectContaining({ type: 'Unavailable', nonRetryable: false }),
  )
})
