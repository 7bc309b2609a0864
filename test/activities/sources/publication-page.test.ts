import { expect, it } from 'vitest'

import { readPublicationPage } from '../../../activities/sources/publication-page.ts'

const path = '/find-statistics/pupils'

const read = (html: string, finalPath = `${path}/2024-25`) =>
  readPublicationPage({ path, finalUrl: new URL(finalPath, 'http://localhost'), html }).title

const withData = (heading: string, title: unknown) => {
  const data = { props: { pageProps: { publicationSummary: { title } } } }
  return `<h1 class="govuk-heading-xl">${heading}</h1><script id="__NEXT_DATA__">${JSON.stringify(data)}</script>`
}

it.each([
  ['one class', '<h1 class="govuk-heading-xl">Schools</h1>'],
  ['several classes', '<h1 class="govuk-heading-xl govuk-!-margin-bottom-2">Schools</h1>'],
  [
    'a caption before it',
    '<span class="govuk-caption-xl">2024</span><h1 class="govuk-heading-xl">Schools</h1>',
  ],
  ['the same title in its data', withData('Schools', ' Schools')],
  ['no title in its data', withData('Schools', undefined)],
])('reads a heading with %s', (_, html) => {
  expect(read(html)).toBe('Schools')
})

it('reads text that is split, spaced and escaped', () => {
  const html = '<h1 class="govuk-heading-xl">\n Children&#x27;s <!-- -->  homes &amp; “care” </h1>'
  expect(read(html)).toBe("Children's homes & “care”")
})

const broken = (message: string) =>
  expect.objectContaining({
    type: 'BrokenContract',
    nonRetryable: true,
    message: expect.stringContaining(message),
  })

it.each(['/', '/find-statistics', '/methodology/pupils'])(
  'refuses to be led to %s',
  (finalPath) => {
    const html = '<h1 class="govuk-heading-xl">Schools</h1>'
    expect(() => read(html, finalPath)).toThrow(broken(`led to http://localhost${finalPath};`))
  },
)

it('refuses a page without a heading', () => {
  expect(() => read('<h1>Schools</h1>')).toThrow(broken('heading is ""'))
})

it('refuses a page that contradicts itself', () => {
  expect(() => read(withData('Schools', 'Pupils'))).toThrow(broken('"Pupils"'))
})
