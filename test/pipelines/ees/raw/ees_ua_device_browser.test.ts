import { describe, expect, test } from 'vitest'

import { ees_ua_device_browser } from '../../../../pipelines/ees/raw/ees_ua_device_browser.ts'

describe('ees_ua_device_browser', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_ua_device_browser.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['deviceCategory', 'STRING'],
      ['browser', 'STRING'],
      ['pageviews', 'DOUBLE'],
      ['sessions', 'DOUBLE'],
      ['avgTimeOnPage', 'DOUBLE'],
      ['bounceRate', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_ua_device_browser.source).toEqual({ kind: 'frozen' })
    expect(ees_ua_device_browser.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_ua_device_browser.key).toEqual(['date', 'pagePath', 'deviceCategory', 'browser'])
  })
})
