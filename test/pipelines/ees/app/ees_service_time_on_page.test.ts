import { describe, expect, test } from 'vitest'

import { ees_service_time_on_page } from '../../../../pipelines/ees/app/ees_service_time_on_page.ts'
import { build } from '../../../support/app-sql.ts'

const view = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  pageviews,
  sessions: pageviews / 2,
  userEngagementDuration: pageviews * 10,
})

describe('ees_service_time_on_page', () => {
  test('sums by day and page type, beside the session starts where there are any', async () => {
    const rows = await build(ees_service_time_on_page, {
      ees_ga4_time_on_page: [
        view('2024-08-01', '/find-statistics/a', 2),
        view('2024-08-01', '/find-statistics/b', 4),
        view('2024-08-01', '/glossary', 8),
        view('2024-08-02', '/glossary', 16),
      ],
      ees_session_starts: [
        { date: '2024-08-01', page_type: 'Release page', eventCount: 3 },
        { date: '2024-08-01', page_type: 'Release page', eventCount: 4 },
        { date: '2024-08-02', page_type: 'Release page', eventCount: 9 },
        { date: '2024-08-02', page_type: 'Glossary', eventCount: 0 },
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Glossary', 8, 4, 80, null],
      ['2024-08-01', 'Release page', 6, 3, 60, 7],
      ['2024-08-02', 'Glossary', 16, 8, 160, 0],
    ])
  })

  test('names a path that has no page type', async () => {
    const rows = await build(ees_service_time_on_page, {
      ees_ga4_time_on_page: [view('2024-08-01', 'no slash', 2)],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: no slash' }])
  })
})
