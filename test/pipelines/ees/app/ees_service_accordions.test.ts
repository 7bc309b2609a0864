import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_service_accordions } from '../../../../pipelines/ees/app/ees_service_accordions.ts'
import { build, watched } from '../../../support/app-sql.ts'

const event = (eventName: string, eventCategory: string, rest: Row = {}) => ({
  date: '2024-08-01',
  pagePath: '/',
  eventName,
  eventCategory,
  eventLabel: 'A label',
  eventCount: 1,
  ...rest,
})

describe('ees_service_accordions', () => {
  test('adds up both sides of the changeover by page type and label', async () => {
    const rows = await build(ees_service_accordions, {
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/glossary',
          eventAction: 'Accordion Opened',
          eventCategory: 'Glossary',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        event('Accordion Opened', 'Glossary', { eventCount: 4 }),
        event('Accordion Opened', 'Glossary', { eventCount: 8, eventLabel: 'B' }),
        event('Publications Accordion Opened', 'Find Statistics and Data', { eventCount: 16 }),
        event('Publications+Accordion+Opened', 'Find+Statistics+and+Data', { eventCount: 32 }),
        event('Publications Accordion Opened', 'Methodologies', { eventCount: 64 }),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Find stats navigation', 'A label', 48],
      ['2024-08-01', 'Glossary', 'A label', 6],
      ['2024-08-01', 'Glossary', 'B', 8],
      ['2024-08-01', 'Methodology navigation', 'A label', 64],
    ])
  })

  test('leaves out publications, data pages, the old catalogue and other events', async () => {
    const rows = await build(ees_service_accordions, {
      ees_ga4_events: [
        event('Accordion Opened', 'Apprenticeships Release Page'),
        event('Accordion Opened', 'Apprenticeships Methodology'),
        event('Accordion Opened', 'Apprenticeships Release Data Page'),
        event('Accordion Opened', 'Download Index Page'),
        event('Accordion Closed', 'Glossary'),
      ],
    })
    expect(rows).toEqual([])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_service_accordions, {
      ees_ga4_events: [event('Accordion Opened', 'Something new')],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: Something new' }])
  })

  test('watches for accordions that no list has', async () => {
    const rows = await watched(ees_service_accordions, 'unlisted-accordions', {
      ees_ga4_events: [
        event('Footer Accordion Opened', 'Footer', { eventCount: 2 }),
        event('Footer Accordion Opened', 'Page', { eventCount: 3 }),
        event('Accordion Opened', 'Glossary'),
        event('Accordion Closed', 'Glossary'),
        event('Notes Dropdown Opened', 'Methodology Notes'),
      ],
    })
    expect(rows).toEqual([{ eventName: 'Footer Accordion Opened', count: 5 }])
  })
})
