import { describe, expect, test } from 'vitest'

import { ees_ua_service_summary } from '../../../../pipelines/ees/raw/ees_ua_service_summary.ts'

describe('ees_ua_service_summary', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ua_service_summary.columns)).toEqual([
      ['date', 'DATE'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
      ['avg_session_duration', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_ua_service_summary.source).toEqual({ kind: 'frozen' })
    expect(ees_ua_service_summary.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_ua_service_summary.key).toEqual(['date'])
  })
})
