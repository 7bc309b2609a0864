import { describe, expect, test } from 'vitest'

import { ees_ga4_service_summary } from '../../../../pipelines/ees/raw/ees_ga4_service_summary.ts'

describe('ees_ga4_service_summary', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ga4_service_summary.columns)).toEqual([
      ['date', 'DATE'],
      ['users', 'INT'],
      ['averageSessionDuration', 'DOUBLE'],
      ['engagedSessions', 'INT'],
      ['screenPageViews', 'INT'],
      ['screenPageViewsPerSession', 'DOUBLE'],
      ['sessions', 'INT'],
      ['userEngagementDuration', 'DOUBLE'],
    ])
  })

  test('asks Google Analytics for these fields', () => {
    expect(ees_ga4_service_summary.source).toEqual({
      kind: 'ga4',
      dimensions: { date: 'date' },
      metrics: {
        users: 'activeUsers',
        averageSessionDuration: 'averageSessionDuration',
        engagedSessions: 'engagedSessions',
        screenPageViews: 'screenPageViews',
        screenPageViewsPerSession: 'screenPageViewsPerSession',
        sessions: 'sessions',
        userEngagementDuration: 'userEngagementDuration',
      },
    })
  })

  test('is named by its dimensions', () => {
    expect(ees_ga4_service_summary.key).toEqual(['date'])
  })

  test('has final numbers after two days, every day since the changeover', () => {
    expect(ees_ga4_service_summary.coverage).toEqual({
      firstDay: '2022-02-02',
      coveredFrom: '2023-06-22',
      lagDays: 2,
      gaps: 'stop',
    })
  })
})
