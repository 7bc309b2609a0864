import { describe, expect, test } from 'vitest'

import { ees_service_summary } from '../../../../pipelines/ees/app/ees_service_summary.ts'
import { build } from '../../../support/app-sql.ts'

/** Pageviews, sessions, and seconds a session. */
type Counts = readonly [pageviews: number, sessions: number, duration?: number]

const ua = (date: string, [pageviews, sessions, duration = 1]: Counts) => ({
  date,
  pageviews,
  sessions,
  avg_session_duration: duration,
})
const ga4 = (date: string, [pageviews, sessions, duration = 1]: Counts) => ({
  date,
  screenPageViews: pageviews,
  sessions,
  averageSessionDuration: duration,
})

describe('ees_service_summary', () => {
  test('is one row a day; on the day of the changeover counts are added and the duration is the plain mean', async () => {
    const rows = await build(ees_service_summary, {
      ees_ua_service_summary: [ua('2023-06-21', [10, 4, 100]), ua('2023-06-22', [20, 5, 100.1])],
      ees_ga4_service_summary: [ga4('2023-06-22', [30, 15, 200]), ga4('2023-06-23', [7, 2, 300])],
    })
    expect(rows).toMatchObject([
      { date: '2023-06-21', pageviews: 10, sessions: 4, averageSessionDuration: 100 },
      { date: '2023-06-22', pageviews: 50, sessions: 20, averageSessionDuration: 150.1 },
      { date: '2023-06-23', pageviews: 7, sessions: 2, averageSessionDuration: 300 },
    ])
  })

  test('has means of seven rows, none for the first six', async () => {
    const days = ['01', '02', '03', '04', '05', '06', '08', '09']
    const rows = await build(ees_service_summary, {
      ees_ga4_service_summary: days.map((day, at) =>
        ga4(`2024-08-${day}`, [at + 1, 10 * (at + 1)]),
      ),
    })
    expect(rows.map((row) => [row['date'], row['pageviews_avg7'], row['sessions_avg7']])).toEqual([
      ...days.slice(0, 6).map((day) => [`2024-08-${day}`, null, null]),
      ['2024-08-08', 4, 40],
      ['2024-08-09', 5, 50],
    ])
  })

  test('rounds to one decimal, ties away from zero', async () => {
    const rows = await build(ees_service_summary, {
      ees_ga4_service_summary: [
        ga4('2024-08-01', [69, 20, 318.55]),
        ga4('2024-08-02', [3, 20, 0.25]),
        ga4('2024-08-03', [10, 3, 2.0499999]),
      ],
    })
    expect(rows.map((row) => [row['pagesPerSession'], row['averageSessionDuration']])).toEqual([
      [3.5, 318.6],
      [0.2, 0.3],
      [3.3, 2],
    ])
  })

  test('has no pages per session on a day without sessions', async () => {
    const rows = await build(ees_service_summary, {
      ees_ga4_service_summary: [ga4('2024-08-01', [5, 0])],
    })
    expect(rows).toMatchObject([{ pageviews: 5, sessions: 0, pagesPerSession: null }])
  })
})
