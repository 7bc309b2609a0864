import { describe, expect, test } from 'vitest'

import { ees_search_console } from '../../../../pipelines/ees/raw/ees_search_console.ts'

describe('ees_search_console', () => {
  test('has its columns in order', () => {
    expect(Object.entries(ees_search_console.columns)).toEqual([
      ['date', 'DATE'],
      ['pagePath', 'STRING'],
      ['query', 'STRING'],
      ['clicks', 'DOUBLE'],
      ['impressions', 'DOUBLE'],
      ['position', 'DOUBLE'],
    ])
  })

  test('asks Search Console for the page as pagePath, by date, query and page in this order', () => {
    const { source } = ees_search_console
    expect(source).toEqual({
      kind: 'search-console',
      dimensions: { date: 'date', query: 'query', pagePath: 'page' },
      metrics: { clicks: 'clicks', impressions: 'impressions', position: 'position' },
    })
    expect('dimensions' in source && Object.values(source.dimensions)).toEqual([
      'date',
      'query',
      'page',
    ])
  })

  test('is named by its dimensions', () => {
    expect([...ees_search_console.key].sort()).toEqual(['date', 'pagePath', 'query'])
  })

  test('has final numbers after three days; a day may lack', () => {
    expect(ees_search_console.coverage).toEqual({
      firstDay: '2023-10-07',
      coveredFrom: '2023-11-08',
      lagDays: 3,
      gaps: 'warn',
    })
  })
})
