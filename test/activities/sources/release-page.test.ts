import { expect, it } from 'vitest'

import { readReleasePage } from '../../../activities/sources/release-page.ts'

const TITLE = '<h1 class="govuk-heading-xl">Pupils</h1>'

function read(body: string, finalPath = '/find-statistics/pupils/2024-25') {
  const finalUrl = new URL(finalPath, 'http://localhost')
  return readReleasePage({ path: '/find-statistics/pupils', finalUrl, html: `${TITLE}${body}` })
}

/** Without the title, which every page has. */
const words = (body: string) => read(body).words - 1

it.each([
  ['a paragraph', '<p>one two three</p>', 3],
  ['each kind of heading', '<h1>a</h1><h2>a</h2><h3>a</h3><h4>a</h4><h5>a</h5><h6>a</h6>', 6],
  ['a list', '<ul><li>one two</li><li>three</li></ul>', 3],
  ['a link', '<a href="/x">one two</a>', 2],
  ['a link in a paragraph twice', '<p>one <a href="/x">two three</a></p>', 3 + 2],
  ['a link in a paragraph in a list thrice', '<li><p><a>one two</a></p></li>', 6],
  ['a list in a list twice', '<ul><li>one<ul><li>two</li></ul></li></ul>', 1 + 1],
  ['no other element', '<div>one</div><span>two</span><td>three</td><button>four</button>', 0],
  ['text of other elements inside', '<p>one <strong>two</strong> <em>three</em></p>', 3],
  ['white space of any kind as one gap', '<p> one\n\t two\u00a0three  </p>', 3],
  ['what no white space parts as one', '<p>one<strong>two</strong>-three/four</p>', 1],
  ['what a comment parts as one', '<p>2024<!-- -->/25</p>', 1],
  ['entities as what they stand for', '<p>A &amp; B&nbsp;C</p>', 4],
  ['no empty element', '<p></p><li> </li><a href="/x"></a>', 0],
  ['header and footer', '<header><a>one</a></header><footer><li>two</li></footer>', 2],
  ['what is hidden', '<form hidden=""><p>one two</p></form>', 2],
  ['no script and no title', '<title>one</title><script>two</script><style>p {}</style>', 0],
])('counts the words of %s', (_, body, count) => {
  expect(words(body)).toBe(count)
})

it('counts a list in a list with the text around it', () => {
  // `onetwo` of the outer entry, `two` of the inner one.
  expect(words('<ul><li>one<ul><li>two</li></ul></li></ul>')).toBe(2)
  expect(words('<ul><li>one <ul><li>two</li></ul></li></ul>')).toBe(3)
})

it.each([
  ['an image', '<img src="https://content.localhost/api/releases/1/images/2" alt="A"/>', 1],
  ['one of the site itself', '<img src="/assets/images/map.png">', 1],
  ['one without an address', '<img alt="A">', 1],
  ['two', '<p><img src="/a"></p><figure><img src="/b"></figure>', 2],
  ['not the quality mark', '<img src="/assets/images/accredited-official-statistics-logo.svg">', 0],
  [
    'not the quality mark by another path',
    '<img src="https://x/y/accredited-official-statistics-logo.abc.svg?v=1">',
    0,
  ],
  ["not an organisation's logo", '<img src="/api/assets/12.svg">', 0],
  [
    "not an organisation's logo by a full address",
    '<img src="https://localhost/api/assets/12.svg">',
    0,
  ],
  ['but what a path only ends like', '<img src="/images/api/assets/12.svg">', 1],
])('counts %s as images', (_, body, count) => {
  expect(read(body).images).toBe(count)
})

it('says which page it was', () => {
  expect(read('', '/find-statistics/pupils-today/2024-25?x=1#content').page).toBe(
    '/find-statistics/pupils-today/2024-25',
  )
})

it('refuses a page that is none of a publication, or contradicts itself', () => {
  const broken = expect.objectContaining({ type: 'BrokenContract', nonRetryable: true })
  expect(() => read('<p>one</p>', '/find-statistics')).toThrow(broken)
  const data = { props: { pageProps: { publicationSummary: { title: 'Others' } } } }
  expect(() => read(`<script id="__NEXT_DATA__">${JSON.stringify(data)}</script>`)).toThrow(broken)
})
