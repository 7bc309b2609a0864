import { describe, expect, test } from 'vitest'

import { ees_publication_time_on_page } from '../../../../pipelines/ees/app/ees_publication_time_on_page.ts'
import { build } from '../../../support/app-sql.ts'

const ees_pub_scrape = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
]

const view = (pagePath: string, pageviews: number, userEngagementDuration: number) => ({
  date: '2024-08-01',
  pagePath,
  pageviews,
  sessions: pageviews / 2,
  userEngagementDuration,
})

describe('ees_publication_time_on_page', () => {
  test('groups by the duration too, and adds it up', async () => {
    const rows = await build(ees_publication_time_on_page, {
      ees_pub_scrape,
      ees_ga4_time_on_page: [
        view('/find-statistics/apprenticeships', 2, 30),
        view('/find-statistics/apprenticeships/2020', 4, 30),
        view('/find-statistics/apprenticeships/2021', 8, 31),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Apprenticeships', 'Release page', 30, 6, 3, 60],
      ['2024-08-01', 'Apprenticeships', 'Release page', 31, 8, 4, 31],
    ])
  })

  test('is about five page types and known publications', async () => {
    const paths = [
      '/find-statistics/apprenticeships',
      '/methodology/apprenticeships-methodology',
      '/data-tables/apprenticeships',
      '/find-statistics/apprenticeships/data-guidance',
      '/find-statistics/apprenticeships/prerelease-access-list',
      '/data-catalogue/apprenticeships',
      '/subscriptions/apprenticeships/confirm',
      '/find-statistics/unheard-of',
      '/glossary',
    ]
    const rows = await build(ees_publication_time_on_page, {
      ees_pub_scrape,
      ees_ga4_time_on_page: paths.map((path) => view(path, 2, 1)),
    })
    expect(rows.map((row) => row['page_type'])).toEqual([
      'Data guidance',
      'Methodology page',
      'Pre-release access',
      'Release page',
      'Table tool',
    ])
  })
})
