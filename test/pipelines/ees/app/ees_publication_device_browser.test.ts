import { describe, expect, test } from 'vitest'

import { ees_publication_device_browser } from '../../../../pipelines/ees/app/ees_publication_device_browser.ts'
import { build } from '../../../support/app-sql.ts'

const ees_pub_scrape = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
]

const ua = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  deviceCategory: 'mobile',
  browser: 'Chrome',
  pageviews,
  sessions: pageviews / 2,
})
const ga4 = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  deviceCategory: 'mobile',
  browser: 'Chrome',
  pageviews,
  sessions: pageviews / 2,
})

describe('ees_publication_device_browser', () => {
  test('adds up both sides of the changeover by publication, device and browser', async () => {
    const rows = await build(ees_publication_device_browser, {
      ees_pub_scrape,
      ees_ua_device_browser: [
        ua('2023-06-21', '/find-statistics/apprenticeships', 2),
        ua('2023-06-22', '/find-statistics/neet-age-16-to-24', 4),
        ua('2023-06-22', '/find-statistics/neet-statistics-annual-brief/2020', 8),
      ],
      ees_ga4_device_browser: [
        ga4('2023-06-22', '/find-statistics/NEET-age-16-to-24', 16),
        { ...ga4('2023-06-22', '/find-statistics/NEET-age-16-to-24', 32), deviceCategory: 'other' },
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2023-06-21', 'Apprenticeships', 'mobile', 'Chrome', 2, 1],
      ['2023-06-22', 'Neet Age 16 To 24', 'mobile', 'Chrome', 28, 14],
      ['2023-06-22', 'Neet Age 16 To 24', 'other', 'Chrome', 32, 16],
    ])
  })

  test('is about release pages, those of no known publication too', async () => {
    const rows = await build(ees_publication_device_browser, {
      ees_pub_scrape,
      ees_ga4_device_browser: [
        ga4('2024-08-01', '/find-statistics/unheard-of', 2),
        ga4('2024-08-01', '/find-statistics/unheard-of/either', 4),
        ga4('2024-08-01', '/find-statistics/apprenticeships/data-guidance', 8),
        ga4('2024-08-01', '/methodology/apprenticeships', 16),
        ga4('2024-08-01', '/find-statistics', 32),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', null, 'mobile', 'Chrome', 6, 3],
    ])
  })
})
