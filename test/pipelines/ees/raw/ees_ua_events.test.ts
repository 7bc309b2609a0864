import { describe, expect, test } from 'vitest'

import { ees_ua_events } from '../../../../pipelines/ees/raw/ees_ua_events.ts'

describe('ees_ua_events', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ua_events.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['eventAction', 'STRING'],
      ['eventLabel', 'STRING'],
      ['eventCategory', 'STRING'],
      ['totalEvents', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_ua_events.source).toEqual({ kind: 'frozen' })
    expect(ees_ua_events.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_ua_events.key).toEqual([
      'date',
      'pagePath',
      'eventAction',
      'eventLabel',
      'eventCategory',
    ])
  })
})
