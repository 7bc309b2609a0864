import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_service_downloads } from '../../../../pipelines/ees/app/ees_service_downloads.ts'
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

describe('ees_service_downloads', () => {
  test('adds up both sides of the changeover by page type, download type and label', async () => {
    const rows = await build(ees_service_downloads, {
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/data-tables',
          eventAction: 'CSV Download Button Clicked',
          eventCategory: 'Table Tool',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        event('CSV Download Button Clicked', 'Table Tool', { eventCount: 4, pagePath: '/x' }),
        event('ODS Download Button Clicked', 'Permalink Page', { eventCount: 8 }),
        event('Release Page All Files, Release: Academi', 'Downloads', { eventCount: 16 }),
        event('Release Page All Files downloads.title, ', 'Downloads', { eventCount: 32 }),
        event('page_view', 'Table Tool'),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Permalinks', 'ODS', 'A label', 8],
      ['2024-08-01', 'Release page', 'All files', 'A label', 48],
      ['2024-08-01', 'Table tool', 'CSV', 'A label', 6],
    ])
  })

  test('keeps what it cannot classify, by name', async () => {
    const rows = await build(ees_service_downloads, {
      ees_ga4_events: [event('CSV Download Button Clicked', 'Something new')],
    })
    expect(rows).toMatchObject([
      { page_type: 'unclassified: CSV Download Button Clicked in Something new' },
    ])
  })

  test('watches for downloads that no list has', async () => {
    const names = [
      'Release Page Data Set File Download',
      'Data Set Details Toggled',
      'Logo Download',
      'Download Latest Data Page File Downloaded',
      'Release Page File Downloaded',
      'Release Page All Files Downloaded',
      'Data Set File Download - All',
      'Data Sets Sorted',
      'Download Started',
    ]
    const rows = await watched(ees_service_downloads, 'unlisted-downloads', {
      ees_ga4_events: names.map((name, at) => event(name, 'Downloads', { eventCount: at + 1 })),
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['Data Set Details Toggled', 2],
      ['Download Latest Data Page File Downloaded', 4],
      ['Logo Download', 3],
      ['Release Page Data Set File Download', 1],
    ])
  })
})
