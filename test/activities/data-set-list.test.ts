import { expect, it } from 'vitest'

import { dataSetList } from '../../activities/data-set-list.ts'
import { type Cell, columnsOf, createFrame } from '../../activities/frame.ts'

const LISTED = {
  dataset_id: 'STRING',
  publication: 'STRING',
  dataset_name: 'STRING',
  link: 'STRING',
  published: 'DATE',
  last_updated: 'DATE',
  listed_api_id: 'STRING',
  listed_publication_id: 'STRING',
} as const
const PAGES = { dataset_id: 'STRING', api_id: 'STRING', page_publication_id: 'STRING' } as const

type Ids = readonly [api: Cell, publication: Cell]

const entry = (id: string, ids: Ids): Cell[] => [
  id,
  `Publication of ${id}`,
  `Name of ${id}`,
  `/data-catalogue/data-set/${id}`,
  '2025-03-05',
  '2025-04-01',
  ...ids,
]

/** The rows that come of entries and pages, each with its ids. */
async function joined(
  listed: readonly (readonly [id: string, ids: Ids])[],
  pages: readonly (readonly [id: string, ids: Ids])[],
) {
  const frame = await dataSetList({
    listed: await createFrame(
      LISTED,
      listed.map(([id, ids]) => entry(id, ids)),
    ),
    pages: await createFrame(
      PAGES,
      pages.map(([id, ids]) => [id, ...ids]),
    ),
  })
  const columns = columnsOf(frame)
  return (columns[0] ?? []).map((_, row) => columns.map((cells) => cells[row]))
}

const row = (id: string, ids: Ids) => {
  const [, publication, name, link, published, updated] = entry(id, ids)
  return [publication, name, id, link, published, updated, ...ids]
}

it('puts what both say of a data set in the columns of the table', async () => {
  const rows = await joined(
    [
      ['a', ['api-a', 'p']],
      ['b', ['api-b', 'q']],
    ],
    [
      ['b', ['api-b', 'q']],
      ['a', ['api-a', 'p']],
    ],
  )
  expect(rows).toEqual([row('a', ['api-a', 'p']), row('b', ['api-b', 'q'])])
})

it.each([
  ['the page', ['api', 'p'], [null, null], ['api', 'p']],
  ['the list', [null, null], ['api', 'p'], ['api', 'p']],
  ['one each', [null, 'p'], ['api', null], ['api', 'p']],
  ['none', [null, null], [null, null], [null, null]],
] as const)('takes the ids of %s', async (...[, onPage, inList, ids]) => {
  expect(await joined([['a', inList]], [['a', onPage]])).toEqual([row('a', ids)])
})

it.each([
  [
    'the public API',
    ['other', 'p'],
    'the id in the public API of a is api on its page and other in the list',
  ],
  [
    'its publication',
    ['api', 'other'],
    'the publication of a is p on its page and other in the list',
  ],
] as const)('refuses two ids of %s', async (_, inList, message) => {
  await expect(joined([['a', inList]], [['a', ['api', 'p']]])).rejects.toMatchObject({
    type: 'BrokenContract',
    nonRetryable: false,
    message: expect.stringContaining(message),
  })
})

const ids: Ids = ['api', 'p']

it.each([
  [
    'named twice',
    [
      ['a', ids],
      ['a', ids],
    ],
    [['a', ids]],
    '2 rows came of 2 entries with 1 ids',
  ],
  [
    'without a page',
    [
      ['a', ids],
      ['b', ids],
    ],
    [['a', ids]],
    '1 rows came of 2 entries with 2 ids',
  ],
] as const)('refuses a data set that is %s', async (...[, listed, pages, message]) => {
  await expect(joined(listed, pages)).rejects.toMatchObject({
    type: 'BrokenContract',
    nonRetryable: false,
    message: expect.stringContaining(message),
  })
})
