import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_publication_search_events } from '../../../../pipelines/ees/app/ees_publication_search_events.ts'
import { build } from '../../../support/app-sql.ts'

const ees_pub_scrape = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
]

const event = (eventName: string, eventCategory: string, rest: Row = {}) => ({
  date: '2024-08-01',
  pagePath: '/',
  eventName,
  eventCategory,
  eventLabel: 'A label',
  eventCount: 1,
  ...rest,
})

const search = (pagePath: string, eventCategory: string, eventCount: number) =>
  event('PageSearchForm', eventCategory, { pagePath, eventCount })

describe('ees_publication_search_events', () => {
  test('adds up both sides of the changeover by page type, publication and label', async () => {
    const rows = await build(ees_publication_search_events, {
      ees_pub_scrape,
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/find-statistics/apprenticeships',
          eventAction: 'PageSearchForm',
          eventCategory: '/Find-Statistics/Apprenticeships',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        search('/find-statistics/apprenticeships/2020', '/Find-Statistics/Apprenticeships', 4),
        search('/methodology/apprenticeships', '/Methodology/Apprenticeships', 8),
        search('/find-statistics/unheard-of', '/Find-Statistics/Unheard-of', 16),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Methodology pages', 'Apprenticeships', 'A label', 8],
      ['2024-08-01', 'Release page', null, 'A label', 16],
      ['2024-08-01', 'Release page', 'Apprenticeships', 'A label', 6],
    ])
  })

  test('leaves out other page types', async () => {
    const rows = await build(ees_publication_search_events, {
      ees_pub_scrape,
      ees_ga4_events: [
        search('/glossary', 'Glossary', 1),
        search('/methodology', '/Methodology', 1),
        search('/_next/static', '/_next/static/chunks', 1),
      ],
    })
    expect(rows).toEqual([])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_publication_search_events, {
      ees_ga4_events: [search('/', 'Something new', 1)],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: Something new' }])
  })
})
