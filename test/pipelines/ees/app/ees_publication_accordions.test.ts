import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_publication_accordions } from '../../../../pipelines/ees/app/ees_publication_accordions.ts'
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

describe('ees_publication_accordions', () => {
  test('adds up both sides of the changeover by page type, publication and label', async () => {
    const rows = await build(ees_publication_accordions, {
      ees_pub_scrape,
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/find-statistics/neet-age-16-to-24',
          eventAction: 'Accordion Opened',
          eventCategory: 'NEET age 16 to 24 Release Page',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        event('Content Accordion Opened', 'Neet Age 16 to 24 Release Page', {
          pagePath: '/find-statistics/neet-statistics-annual-brief/2020',
          eventCount: 4,
        }),
        event('Annexes Accordion Opened', 'Surveys of Schools: Methodology', {
          pagePath: '/methodology/apprenticeships-methodology',
          eventCount: 8,
        }),
        event('Accordion Opened', 'Unheard of Release Page', {
          pagePath: '/find-statistics/unheard-of',
          eventCount: 16,
        }),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Methodology', 'Apprenticeships', 'A label', 8],
      ['2024-08-01', 'Release page', null, 'A label', 16],
      ['2024-08-01', 'Release page', 'Neet Age 16 To 24', 'A label', 6],
    ])
  })

  test('knows a category that GA has cut', async () => {
    const title =
      'Outcomes for children in need, including children looked after by local authorities in england'
    const category = (ending: string) =>
      `Outcomes for Children in Need, Including Children Looked After by Local Authorities in England ${ending}`.slice(
        0,
        100,
      )
    const rows = await build(ees_publication_accordions, {
      ees_pub_scrape: [{ slug: 'outcomes', title }],
      ees_ga4_events: ['Release Page', 'Methodology'].map((ending) =>
        event('Accordion Opened', category(ending), { pagePath: '/find-statistics/outcomes' }),
      ),
    })
    expect(rows.map((row) => row['page_type'])).toEqual(['Methodology', 'Release page'])
  })

  test('leaves out other page types', async () => {
    const rows = await build(ees_publication_accordions, {
      ees_pub_scrape,
      ees_ga4_events: [
        event('Accordion Opened', 'Glossary'),
        event('Accordion Opened', 'Apprenticeships Release Data Page'),
        event('Accordion Opened', 'Download Index Page'),
        event('Publications Accordion Opened', 'Methodologies'),
      ],
    })
    expect(rows).toEqual([])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_publication_accordions, {
      ees_ga4_events: [event('Accordion Opened', 'Something new')],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: Something new' }])
  })
})
