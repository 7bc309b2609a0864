import { describe, expect, test } from 'vitest'

import { ees_pub_scrape } from '../../../../pipelines/ees/raw/ees_pub_scrape.ts'

describe('ees_pub_scrape', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_pub_scrape.columns)).toEqual([
      ['slug', 'STRING'],
      ['title', 'STRING'],
    ])
  })

  test('is the list of publications, replaced whole within bounds', () => {
    expect(ees_pub_scrape.source).toEqual({ kind: 'ees-site', list: 'publications' })
    expect(ees_pub_scrape.coverage).toBeUndefined()
    expect(ees_pub_scrape.bounds).toEqual({ shrink: 0.05, grow: 0.1 })
  })

  test('has one title a slug', () => {
    expect(ees_pub_scrape.key).toEqual(['slug'])
  })
})
