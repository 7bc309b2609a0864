import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_service_search_events } from '../../../../pipelines/ees/app/ees_service_search_events.ts'
import { build } from '../../../support/app-sql.ts'

const event = (eventName: string, eventCategory: string, rest: Row = {}) => ({
  date: '2024-08-01',
  pagePath: '/',
  eventName,
  eventCategory,
  eventLabel: 'A label',
  eventCount: 1,
  ...rest,
})

describe('ees_service_search_events', () => {
  test('adds up both sides of the changeover by page type and label', async () => {
    const rows = await build(ees_service_search_events, {
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/glossary',
          eventAction: 'PageSearchForm',
          eventCategory: 'Glossary',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        event('PageSearchForm', '/Glossary', { eventCount: 4 }),
        event('PageSearchForm', '/Methodology', { eventCount: 8 }),
        event('PageSearchForm', '/Data-Tables/Apprenticeships', { eventCount: 16 }),
        event('Publications Filtered by Search', 'Find Statistics and Data', { eventCount: 32 }),
        event('Data Sets Filtered by searchTerm', 'Data Catalogue', { eventCount: 64 }),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Data catalogue', 'A label', 64],
      ['2024-08-01', 'Find stats', 'A label', 32],
      ['2024-08-01', 'Glossary', 'A label', 6],
      ['2024-08-01', 'Methodology nav', 'A label', 8],
      ['2024-08-01', 'Table tool', 'A label', 16],
    ])
  })

  test('leaves out publications, static chunks and other events', async () => {
    const rows = await build(ees_service_search_events, {
      ees_ga4_events: [
        event('PageSearchForm', '/Find-Statistics/Apprenticeships'),
        event('PageSearchForm', '/Methodology/Apprenticeships'),
        event('PageSearchForm', '/_next/static/chunks'),
        event('Data Sets Filtered by themeId', 'Data Catalogue'),
      ],
    })
    expect(rows).toEqual([])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_service_search_events, {
      ees_ga4_events: [event('PageSearchForm', 'Something new')],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: Something new' }])
  })
})
