import { describe, expect, test } from 'vitest'

import { ees_search_console_timeseries } from '../../../../pipelines/ees/app/ees_search_console_timeseries.ts'
import { build } from '../../../support/app-sql.ts'

describe('ees_search_console_timeseries', () => {
  test('is one row a day, the day of the changeover added up; a day may lack', async () => {
    const pages = { pagePath: 'https://x/', position: 1 }
    const rows = await build(ees_search_console_timeseries, {
      ees_search_console_old: [
        { date: '2023-10-05', clicks: 1, impressions: 10 },
        { date: '2023-10-07', clicks: 2, impressions: 20 },
      ],
      ees_search_console: [
        { ...pages, date: '2023-10-07', query: 'a', clicks: 4, impressions: 40 },
        { ...pages, date: '2023-10-07', query: 'b', clicks: 8, impressions: 80 },
        { ...pages, date: '2023-10-08', query: 'a', clicks: 0, impressions: 5 },
      ],
    })
    expect(rows).toEqual([
      { date: '2023-10-05', clicks: 1, impressions: 10 },
      { date: '2023-10-07', clicks: 14, impressions: 140 },
      { date: '2023-10-08', clicks: 0, impressions: 5 },
    ])
  })
})
