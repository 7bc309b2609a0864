import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_publication_tables_created } from '../../../../pipelines/ees/app/ees_publication_tables_created.ts'
import { build, watched } from '../../../support/app-sql.ts'

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

const chosen = (pagePath: string, eventLabel: string, rest: Row = {}) =>
  event('Publication and Subject Chosen', 'Table Tool', { pagePath, eventLabel, ...rest })

describe('ees_publication_tables_created', () => {
  test('adds up by what the label says after its last slash', async () => {
    const rows = await build(ees_publication_tables_created, {
      ees_pub_scrape,
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/data-tables/apprenticeships',
          eventAction: 'Publication and Subject Chosen',
          eventCategory: 'Table Tool',
          eventLabel: 'Apprenticeships/Starts',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        chosen('/data-tables/apprenticeships/2020', 'Anything/Starts', { eventCount: 4 }),
        chosen('/data-tables/apprenticeships', 'Anything/2022/ 23', { eventCount: 8 }),
        chosen('/data-tables/apprenticeships', 'No slash', { eventCount: 16 }),
        chosen('/find-statistics/apprenticeships', 'Anything/', { eventCount: 32 }),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Release page', 'Apprenticeships', '', 32],
      ['2024-08-01', 'Table tool', 'Apprenticeships', ' 23', 8],
      ['2024-08-01', 'Table tool', 'Apprenticeships', 'No slash', 16],
      ['2024-08-01', 'Table tool', 'Apprenticeships', 'Starts', 6],
    ])
  })

  test.each(['/data-tables', '/data-tables/fast-track/0a1b'])(
    'takes the publication of %s from the label, under its present name',
    async (path) => {
      const rows = await build(ees_publication_tables_created, {
        ees_pub_scrape,
        ees_ga4_events: [
          chosen(path, 'NEET annual brief/Subject'),
          chosen(path, 'T-levels/a/b'),
          chosen(path, 'No slash'),
          chosen(path, '/Nothing before it'),
        ],
      })
      expect(rows.map((row) => [row['publication'], row['eventLabel']])).toEqual([
        ['Neet Age 16 To 24', 'Subject'],
        ['T-Levels', 'b'],
      ])
    },
  )

  test('leaves out other paths of no known publication, whatever the label', async () => {
    const rows = await build(ees_publication_tables_created, {
      ees_pub_scrape,
      ees_ga4_events: [
        chosen('/data-tables/unheard-of', 'Apprenticeships/Starts'),
        chosen('/data-tables/', 'Apprenticeships/Starts'),
      ],
    })
    expect(rows).toEqual([])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_publication_tables_created, {
      ees_pub_scrape,
      ees_ga4_events: [
        chosen('/data-tables/apprenticeships', 'A/b', { eventCategory: 'Something new' }),
      ],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: Something new' }])
  })

  test('watches for publications that the site does not have', async () => {
    const rows = await watched(ees_publication_tables_created, 'unknown-publications', {
      ees_pub_scrape,
      ees_publication_tables_created: [
        { publication: 'Apprenticeships', eventCount: 1 },
        { publication: 'T-Levels', eventCount: 2 },
      ],
    })
    expect(rows).toEqual([{ publication: 'T-Levels', count: 2 }])
  })
})
