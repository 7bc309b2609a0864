import { describe, expect, test } from 'vitest'

import { ees_search_console_old } from '../../../../pipelines/ees/raw/ees_search_console_old.ts'

describe('ees_search_console_old', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_search_console_old.columns)).toEqual([
      ['date', 'DATE'],
      ['clicks', 'DOUBLE'],
      ['impressions', 'DOUBLE'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_search_console_old.source).toEqual({ kind: 'frozen' })
    expect(ees_search_console_old.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_search_console_old.key).toEqual(['date'])
  })
})
