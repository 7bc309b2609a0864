import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_publication_featured_tables } from '../../../../pipelines/ees/app/ees_publication_featured_tables.ts'
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

const click = (pagePath: string, eventLabel: string, eventCount: number) =>
  event('Clicked to View Featured Table', 'Table Tool', { pagePath, eventLabel, eventCount })

describe('ees_publication_featured_tables', () => {
  test('adds up by what the label says after its beginning', async () => {
    const rows = await build(ees_publication_featured_tables, {
      ees_pub_scrape,
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/data-tables/apprenticeships',
          eventAction: 'Clicked to View Featured Table',
          eventCategory: 'Table Tool',
          eventLabel: 'Starts by year',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        click('/data-tables/apprenticeships/2023-24', 'Featured Table Name: Starts by year', 4),
        click('/data-tables/apprenticeships', 'Starts. Featured Table Name: by year', 8),
        click('/data-tables/neet-age-16-to-24', 'Featured Table Name: Featured Table Name: X', 16),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Apprenticeships', 'Starts by year', 6],
      ['2024-08-01', 'Apprenticeships', 'Starts. Featured Table Name: by year', 8],
      ['2024-08-01', 'Neet Age 16 To 24', 'Featured Table Name: X', 16],
    ])
  })

  test('leaves out unknown publications and other events', async () => {
    const rows = await build(ees_publication_featured_tables, {
      ees_pub_scrape,
      ees_ga4_events: [
        click('/data-tables/fast-track/0a1b', 'Featured Table Name: X', 1),
        event('Table Created', 'Table Tool', { pagePath: '/data-tables/apprenticeships' }),
      ],
    })
    expect(rows).toEqual([])
  })
})
