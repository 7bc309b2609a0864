import { expect, it } from 'vitest'

import { readDataSetPage } from '../../../activities/sources/data-set-page.ts'

const path = '/data-catalogue/data-set/a'

interface Props {
  readonly apiDataSet?: unknown
  readonly publicationSummary?: unknown
  readonly dataSetFile?: unknown
}

const file = {
  id: 'a',
  title: 'Absence by region',
  api: { id: 'api', version: '1.0' },
  release: { publication: { id: 'pub' } },
}
const whole: Props = {
  apiDataSet: { id: 'api' },
  publicationSummary: { id: 'pub' },
  dataSetFile: file,
}

const page = (pageProps: Props | undefined, heading = 'Absence by region') =>
  `<h1 class="govuk-heading-xl x">${heading}</h1>${
    pageProps
      ? `<script id="__NEXT_DATA__">${JSON.stringify({ props: { pageProps } })}</script>`
      : ''
  }`

const read = (html: string, finalPath = path) =>
  readDataSetPage({ path, finalUrl: new URL(finalPath, 'http://localhost'), html }, 'a')

it.each([
  ['all that the page can say', whole, 'api', 'pub'],
  ['no word of the public API', { ...whole, apiDataSet: undefined }, 'api', 'pub'],
  ['null of the public API', { ...whole, apiDataSet: null }, 'api', 'pub'],
  ['no file', { ...whole, dataSetFile: undefined }, 'api', 'pub'],
  ['a file without the API', { ...whole, dataSetFile: { ...file, api: undefined } }, 'api', 'pub'],
  ['the file alone', { dataSetFile: file }, 'api', 'pub'],
  ['neither', { dataSetFile: { id: 'a' } }, null, null],
  ['data of another form', { dataSetFile: 'a', apiDataSet: { id: 1 } }, null, null],
  ['no data', undefined, null, null],
])('reads the ids from %s', (_, props, ...ids) => {
  const { apiId, publicationId } = read(page(props))
  expect([apiId, publicationId]).toEqual(ids)
})

const broken = (message: string) =>
  expect.objectContaining({
    type: 'BrokenContract',
    nonRetryable: true,
    message: expect.stringContaining(message),
  })

it.each([
  [
    "another id of the API's",
    { ...whole, apiDataSet: { id: 'other' } },
    '"other" in one place and "api"',
  ],
  [
    'another publication',
    { ...whole, publicationSummary: { id: 'other' } },
    '"other" in one place and "pub"',
  ],
  ['another data set', { ...whole, dataSetFile: { ...file, id: 'b' } }, '"a" in one place and "b"'],
  ['another title', { ...whole, dataSetFile: { ...file, title: 'B' } }, 'and "B"'],
])('refuses a page whose data say %s', (_, props, message) => {
  expect(() => read(page(props))).toThrow(broken(message))
})

it('takes titles that differ in white space for the same', () => {
  const dataSetFile = { ...file, title: ' Absence  by\u00a0region ' }
  expect(read(page({ ...whole, dataSetFile }))).toEqual({ apiId: 'api', publicationId: 'pub' })
})

it('refuses a page that is none of a data set', () => {
  expect(() => read(page(whole), '/data-catalogue')).toThrow(
    broken('led to http://localhost/data-catalogue,'),
  )
  expect(() => read(page(whole, ''))).toThrow(broken('the heading ""'))
})
