import { describe, expect, test } from 'vitest'

import { ees_search_console_queries } from '../../../../pipelines/ees/app/ees_search_console_queries.ts'
import { build } from '../../../support/app-sql.ts'

const SITE = 'https://explore-education-statistics.service.gov.uk'
const ees_pub_scrape = [{ slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' }]
const RELEASE = `${SITE}/find-statistics/neet-age-16-to-24`

const search = (query: string, clicks: number, pagePath = RELEASE) => ({
  date: '2024-08-01',
  pagePath,
  query,
  clicks,
  impressions: clicks * 10,
  position: 1,
})

describe('ees_search_console_queries', () => {
  const ranking = async (rows: readonly ReturnType<typeof search>[], publication: string) => {
    const built = await build(ees_search_console_queries, {
      ees_pub_scrape,
      ees_search_console: rows,
    })
    return built
      .filter((row) => row['publication'] === publication && row['metric'] === 'clicks')
      .map((row) => `${row['query']} ${row['count']}`)
  }

  test('ranks each publication and the service by both metrics', async () => {
    const rows = await build(ees_search_console_queries, {
      ees_pub_scrape,
      ees_search_console: [
        search('neet', 2),
        { ...search('neet', 3, `${RELEASE}/2021`), date: '2024-08-02' },
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['neet', 5, 'Neet Age 16 To 24', 'clicks'],
      ['neet', 5, 'Service', 'clicks'],
      ['neet', 50, 'Neet Age 16 To 24', 'impressions'],
      ['neet', 50, 'Service', 'impressions'],
    ])
  })

  test('keeps ten, queries without a click too; ties go by query, by code point', async () => {
    const queries = ['é', 'z', 'b', 'a', 'B', '😀', '2', '10', 'aa', '｡']
    const rows = [...queries.map((query) => search(query, 0)), search('late', 7), search('ﬀ', 0)]
    const wanted = ['10', '2', 'B', 'a', 'aa', 'b', 'z', 'é', 'ﬀ'].map((query) => `${query} 0`)
    expect((await ranking(rows, 'Service')).sort()).toEqual(['late 7', ...wanted].sort())
  })

  test('takes every page for the service, release pages alone for a publication', async () => {
    const rows = [
      search('1', 1, `${SITE}/`),
      search('2', 1, `${SITE}/methodology/neet-age-16-to-24`),
      search('3', 1, `${RELEASE}/2021/methodology`),
      search('4', 1, `${RELEASE}/2021/data-guidance`),
      search('5', 1, `${RELEASE}/prerelease-access-list`),
      search('6', 1, `${SITE}/find-statistics/unheard-of`),
      search('7', 1, `${SITE}/find-statistics`),
      search('8', 1, `${RELEASE}/2021/explore`),
    ]
    expect(await ranking(rows, 'Service')).toHaveLength(8)
    expect(await ranking(rows, 'Neet Age 16 To 24')).toEqual(['8 1'])
  })

  test('looks back 365 days from the day of the run', async () => {
    const built = await build(
      ees_search_console_queries,
      {
        ees_search_console: [
          { ...search('too old', 1), date: '2023-08-07' },
          { ...search('old enough', 1), date: '2023-08-08' },
          { ...search('new', 1), date: '2024-08-07' },
        ],
      },
      '2024-08-07',
    )
    const clicked = built.filter((row) => row['metric'] === 'clicks')
    expect(clicked.map((row) => row['query'])).toEqual(['new', 'old enough'])
  })
})
