import { describe, expect, test } from 'vitest'

import { ees_ga4_events } from '../../../../pipelines/ees/raw/ees_ga4_events.ts'

describe('ees_ga4_events', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ga4_events.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['eventName', 'STRING'],
      ['eventLabel', 'STRING'],
      ['eventCategory', 'STRING'],
      ['eventCount', 'DOUBLE'],
    ])
  })

  test('asks Google Analytics for these fields', () => {
    expect(ees_ga4_events.source).toEqual({
      kind: 'ga4',
      dimensions: {
        date: 'date',
        pagePath: 'pagePath',
        eventName: 'eventName',
        eventLabel: 'customEvent:event_label',
        eventCategory: 'customEvent:event_category',
      },
      metrics: { eventCount: 'eventCount' },
    })
  })

  test('is named by its dimensions', () => {
    expect(ees_ga4_events.key).toEqual([
      'date',
      'pagePath',
      'eventName',
      'eventLabel',
      'eventCategory',
    ])
  })

  test('has final numbers after two days, every day since the changeover', () => {
    expect(ees_ga4_events.coverage).toEqual({
      firstDay: '2022-02-02',
      coveredFrom: '2023-06-22',
      lagDays: 2,
      gaps: 'stop',
    })
  })
})
