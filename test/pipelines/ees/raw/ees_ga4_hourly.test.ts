import { describe, expect, test } from 'vitest'

import { ees_ga4_hourly } from '../../../../pipelines/ees/raw/ees_ga4_hourly.ts'

describe('ees_ga4_hourly', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ga4_hourly.columns)).toEqual([
      ['date', 'DATE'],
      ['hour', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
    ])
  })

  test('asks Google Analytics for these fields', () => {
    expect(ees_ga4_hourly.source).toEqual({
      kind: 'ga4',
      dimensions: { date: 'date', hour: 'hour' },
      metrics: { sessions: 'sessions' },
    })
  })

  test('is named by its dimensions', () => {
    expect(ees_ga4_hourly.key).toEqual(['date', 'hour'])
  })

  test('has final numbers after two days, every day since the changeover', () => {
    expect(ees_ga4_hourly.coverage).toEqual({
      firstDay: '2022-02-02',
      coveredFrom: '2023-06-22',
      lagDays: 2,
      gaps: 'stop',
    })
  })
})
