import { describe, expect, test } from 'vitest'

import { ees_legacy_scrape } from '../../../../pipelines/ees/raw/ees_legacy_scrape.ts'

describe('ees_legacy_scrape', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_legacy_scrape.columns)).toEqual([
      ['url', 'STRING'],
      ['heading', 'STRING'],
    ])
  })

  test('is loaded once, and never written again', () => {
    expect(ees_legacy_scrape.source).toEqual({ kind: 'frozen' })
    expect(ees_legacy_scrape.coverage).toBeUndefined()
  })

  test('is named by its key', () => {
    expect(ees_legacy_scrape.key).toEqual(['url', 'heading'])
  })
})
