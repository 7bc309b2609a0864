import { describe, expect, test } from 'vitest'

import { ees_ga4_page } from '../../../../pipelines/ees/raw/ees_ga4_page.ts'

describe('ees_ga4_page', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ga4_page.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
      ['bounceRate', 'DOUBLE'],
      ['users', 'DOUBLE'],
      ['userEngagementDuration', 'DOUBLE'],
      ['scrolledUsers', 'INT'],
    ])
  })

  test('asks Google Analytics for these fields', () => {
    expect(ees_ga4_page.source).toEqual({
      kind: 'ga4',
      dimensions: { date: 'date', pagePath: 'pagePath' },
      metrics: {
        pageviews: 'screenPageViews',
        sessions: 'sessions',
        bounceRate: 'bounceRate',
        users: 'activeUsers',
        userEngagementDuration: 'userEngagementDuration',
        scrolledUsers: 'scrolledUsers',
      },
    })
  })

  test('is named by its dimensions', () => {
    expect(ees_ga4_page.key).toEqual(['date', 'pagePath'])
  })

  test('has final numbers after two days, every day since the changeover', () => {
    expect(ees_ga4_page.coverage).toEqual({
      firstDay: '2022-02-02',
      coveredFrom: '2023-06-22',
      lagDays: 2,
      gaps: 'stop',
    })
  })
})
