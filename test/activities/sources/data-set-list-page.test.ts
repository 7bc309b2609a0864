import { expect, it } from 'vitest'

import { dataSetListPage } from '../../../activities/sources/data-set-list-page.ts'
import { readListPage } from '../../../activities/sources/list-page.ts'

const path = '/data-catalogue?dataSetType=api&sortBy=newest&page=1'
const finalUrl = new URL(path, 'http://localhost')

function read(html: string, asked = 1) {
  const { items, ...counts } = readListPage(dataSetListPage, { path, finalUrl, html }, asked)
  return { ...counts, items: [...items.values()] }
}

interface Shown {
  readonly id?: string
  readonly spans?: string
  readonly published?: string
  readonly updated?: string
}

/** An entry in the plainest markup. */
const entry = ({ id = 'a', spans, published = '5 Mar 2025', updated = '1 Apr 2025' }: Shown = {}) =>
  `<li class="x dfe-border-bottom y"><h3><a class="govuk-link" href="/data-catalogue/data-set/${id}">
    ${spans ?? '<span>Pupil absence</span><span>Absence by region</span>'}</a></h3>
    <dl><div><dt>Release</dt><dd><a href="/find-statistics/pupil-absence/2024-25">2024/25</a></dd></div>
    <div><dt>Published</dt><dd><time>${published}</time></dd></div>
    <div><dt>Last updated</dt><dd>${updated}</dd></div></dl></li>`

const list = (count: string, ...entries: readonly string[]) =>
  `<main><h2>${count}</h2><ul>${entries.join('')}</ul></main>`

const withData = (html: string, results: readonly unknown[], totalResults = results.length) => {
  const data = { paging: { totalResults }, results }
  const queries = [{ queryKey: ['listDataSetFiles'], state: { data } }]
  const props = { pageProps: { dehydratedState: { queries } } }
  return `${html}<script id="__NEXT_DATA__">${JSON.stringify({ props })}</script>`
}

const result = {
  id: 'a',
  title: 'Absence by region',
  publication: { id: 'p', title: 'Pupil absence', slug: 'pupil-absence' },
  api: { id: 'api-a', version: '1.0' },
}

const shown = {
  id: 'a',
  publication: 'Pupil absence',
  name: 'Absence by region',
  link: '/data-catalogue/data-set/a',
  published: '2025-03-05',
  lastUpdated: '2025-04-01',
}

it('reads what an entry shows, and the ids that the data have', () => {
  const html = list('1 data set', entry())
  expect(read(html)).toEqual({
    page: 1,
    pages: 1,
    stated: 1,
    items: [{ ...shown, apiId: null, publicationId: null }],
  })
  expect(read(withData(html, [result])).items).toEqual([
    { ...shown, apiId: 'api-a', publicationId: 'p' },
  ])
})

it.each([
  ['37 data sets', '', { stated: 37, page: 1, pages: 4 }],
  ['40 data sets', '', { stated: 40, page: 1, pages: 4 }],
  ['1 data set', '', { stated: 1, page: 1, pages: 1 }],
  [
    '137 data sets',
    '<p>Page 1 of 14, showing all available data sets</p>',
    { stated: 137, pages: 14 },
  ],
])('reads the count "%s"', (count, place, counts) => {
  expect(read(list(count) + `<main>${place}</main>`)).toMatchObject(counts)
})

it('takes the count from its own place, and data sets from lists alone', () => {
  const html = `<main><p>10 data sets, or more</p>
    <h2 data-testid="total-results">
      2 data sets</h2>
    <div class="dfe-border-bottom"><a href="/data-catalogue/data-set/other"><span>A</span></a></div>
    <ul><li class="dfe-border-bottom"><a href="/glossary">Glossary</a></li>
    ${entry({ id: 'A' })}${entry({ id: 'b/' })}</ul></main>`
  const { stated, items } = read(html)
  expect(stated).toBe(2)
  expect(items.map(({ id }) => id)).toEqual(['a', 'b'])
})

it('reads names as they stand, whatever their characters and white space', () => {
  const spans = '<span>Children&#x27;s\n homes <!-- -->&amp; “care”</span> <span> A  b </span>'
  const [found] = read(list('1 data set', entry({ spans }))).items
  expect(found).toMatchObject({ publication: "Children's homes & “care”", name: 'A b' })
})

const broken = (message: string) =>
  expect.objectContaining({
    type: 'BrokenContract',
    nonRetryable: true,
    message: expect.stringContaining(message),
  })

it.each([
  ['without a name', { spans: '<span>Pupil absence</span>' }, 'the name ""'],
  ['without a publication', { spans: 'Absence by region' }, 'the publication ""'],
  ['without a day', { published: '' }, 'published ""'],
  ['with a day in another form', { updated: '2025-04-01' }, 'last updated "2025-04-01"'],
])('refuses an entry %s', (_, entryShown, message) => {
  expect(() => read(list('1 data set', entry(entryShown)))).toThrow(broken(message))
})

it.each([
  ['another data set', [{ ...result, id: 'b' }], 'only one of the two has a, b'],
  ['one more', [result, { ...result, id: 'b' }], 'only one of the two has b'],
  ['another name', [{ ...result, title: 'Absence' }], 'its own data say "Absence"'],
  [
    'another publication',
    [{ ...result, publication: { id: 'p', title: 'Pupils' } }],
    'of "Pupils"',
  ],
])('refuses a page whose data have %s', (_, results, message) => {
  expect(() => read(withData(list('1 data set', entry()), results, 1))).toThrow(broken(message))
})

it('refuses a page whose data state another count', () => {
  const html = withData(list('1 data set', entry()), [result], 2)
  expect(() => read(html)).toThrow(broken('its own data hold 1 of 2'))
})

it.each([
  ['no data set', list('0 data sets')],
  ['a spinner', `${list('1 data set', entry())}<div data-testid="loadingSpinner"></div>`],
])('takes %s for a fault that passes', (_, html) => {
  expect(() => read(html)).toThrow(
    expect.objectContaining({ type: 'Unavailable', nonRetryable: false }),
  )
})

it('refuses a count in other words, and another page than was asked for', () => {
  expect(() => read(list('Many data', entry()))).toThrow(
    broken('wanted is a text as "37 data sets"'),
  )
  expect(() => read(list('37 data sets Page 1 of 4', entry()), 2)).toThrow(
    broken('the page says it is page 1'),
  )
})
