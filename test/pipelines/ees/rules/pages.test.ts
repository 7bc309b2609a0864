import { expect, test } from 'vitest'

import { sql } from '../../../../pipelines/define.ts'
import { ees_ga4_page } from '../../../../pipelines/ees/raw/ees_ga4_page.ts'
import { ees_pub_scrape } from '../../../../pipelines/ees/raw/ees_pub_scrape.ts'
import { pages } from '../../../../pipelines/ees/rules/pages.ts'
import { select } from '../../../support/app-sql.ts'

test('pages() says once of each path what it is and whose', async () => {
  const paths = sql`select pagePath from ${ees_ga4_page}`
  const rows = await select(pages(paths, ees_pub_scrape), {
    ees_ga4_page: [
      { date: '2024-08-01', pagePath: '/find-statistics/neet-age-16-to-24' },
      { date: '2024-08-02', pagePath: '/find-statistics/neet-age-16-to-24' },
      { date: '2024-08-02', pagePath: '/find-statistics/neet-statistics-annual-brief/2021' },
      { date: '2024-08-02', pagePath: '/find-statistics/unheard-of' },
      { date: '2024-08-02', pagePath: '/' },
    ],
    ees_pub_scrape: [
      { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
      { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
    ],
  })
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['/', '', 'Homepage', null],
    [
      '/find-statistics/neet-age-16-to-24',
      'neet-age-16-to-24',
      'Release page',
      'Neet Age 16 To 24',
    ],
    [
      '/find-statistics/neet-statistics-annual-brief/2021',
      'neet-statistics-annual-brief',
      'Release page',
      'Neet Age 16 To 24',
    ],
    ['/find-statistics/unheard-of', 'unheard-of', 'Release page', null],
  ])
})
