import { describe, expect, test } from 'vitest'

import { ees_ga4_device_browser } from '../../../../pipelines/ees/raw/ees_ga4_device_browser.ts'

describe('ees_ga4_device_browser', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ga4_device_browser.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['deviceCategory', 'STRING'],
      ['browser', 'STRING'],
      ['users', 'DOUBLE'],
      ['newUsers', 'DOUBLE'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
      ['userEngagementDuration', 'DOUBLE'],
      ['avgTimeOnPage', 'DOUBLE'],
      ['bounceRate', 'DOUBLE'],
    ])
  })

  test('asks Google Analytics for these fields', () => {
    expect(ees_ga4_device_browser.source).toEqual({
      kind: 'ga4',
      dimensions: {
        date: 'date',
        pagePath: 'pagePath',
        deviceCategory: 'deviceCategory',
        browser: 'browser',
      },
      metrics: {
        users: 'totalUsers',
        newUsers: 'newUsers',
        pageviews: 'screenPageViews',
        sessions: 'sessions',
        userEngagementDuration: 'userEngagementDuration',
        bounceRate: 'bounceRate',
      },
      ratios: { avgTimeOnPage: ['userEngagementDuration', 'pageviews'] },
    })
  })

  test('is named by its dimensions', () => {
    expect(ees_ga4_device_browser.key).toEqual(['date', 'pagePath', 'deviceCategory', 'browser'])
  })

  test('has final numbers after two days, every day since the changeover', () => {
    expect(ees_ga4_device_browser.coverage).toEqual({
      firstDay: '2022-02-02',
      coveredFrom: '2023-06-22',
      lagDays: 2,
      gaps: 'stop',
    })
  })
})
