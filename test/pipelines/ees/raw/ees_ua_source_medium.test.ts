import { describe, expect, test } from 'vitest'

import { ees_ua_source_medium } from '../../../../pipelines/ees/raw/ees_ua_source_medium.ts'

describe('ees_ua_source_medium', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ua_source_medium.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['source', 'STRING'],
      ['medium', 'STRING'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
      ['avgTimeOnPage', 'DOUBLE'],
      ['bounceRate', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_ua_source_medium.source).toEqual({ kind: 'frozen' })
    expect(ees_ua_source_medium.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_ua_source_medium.key).toEqual(['date', 'pagePath', 'source', 'medium'])
  })
})
