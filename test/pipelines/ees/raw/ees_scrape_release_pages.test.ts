import { expect, it } from 'vitest'

import { parentsOf } from '../../../../pipelines/graph.ts'
import { ees_pub_scrape } from '../../../../pipelines/ees/raw/ees_pub_scrape.ts'
import { ees_scrape_release_pages } from '../../../../pipelines/ees/raw/ees_scrape_release_pages.ts'

it('has what is read of a page, once for each slug', () => {
  expect(Object.entries(ees_scrape_release_pages.columns)).toEqual([
    ['slug', 'STRING'],
    ['page', 'STRING'],
    ['words', 'INT'],
    ['images', 'INT'],
  ])
  expect(ees_scrape_release_pages.key).toEqual(['slug'])
})

it('comes after the list of publications, which says what is read', () => {
  expect(parentsOf(ees_scrape_release_pages)).toEqual([ees_pub_scrape])
})
