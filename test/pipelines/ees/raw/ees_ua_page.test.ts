import { describe, expect, test } from 'vitest'

import { ees_ua_page } from '../../../../pipelines/ees/raw/ees_ua_page.ts'

describe('ees_ua_page', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ua_page.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_ua_page.source).toEqual({ kind: 'frozen' })
    expect(ees_ua_page.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_ua_page.key).toEqual(['date', 'pagePath'])
  })
})
