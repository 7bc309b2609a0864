import { describe, expect, test } from 'vitest'

import { ees_publication_summary } from '../../../../pipelines/ees/app/ees_publication_summary.ts'
import { build, watched } from '../../../support/app-sql.ts'

const titles = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'Neet age 16 to 24' },
]
const view = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  pageviews,
  sessions: pageviews / 2,
})
const zeros = {
  pageviews: 0,
  sessions: 0,
  total_session_starts: 0,
  total_accordion_events: 0,
  total_download_events: 0,
  total_featured_tables: 0,
  total_search_events: 0,
  total_tables_created: 0,
}

describe('ees_publication_summary', () => {
  test('has every publication every day, up to the newest of the two page tables', async () => {
    const rows = await build(ees_publication_summary, {
      ees_pub_scrape: titles,
      ees_ua_page: [view('2020-04-04', '/', 1)],
      ees_ga4_page: [view('2020-04-05', '/', 1)],
      ees_session_starts: [
        {
          date: '2020-04-06',
          page_type: 'Release page',
          publication: 'Apprenticeships',
          eventCount: 1,
        },
      ],
    })
    expect(rows).toEqual(
      ['2020-04-03', '2020-04-04', '2020-04-05'].flatMap((date) =>
        ['Apprenticeships', 'Neet Age 16 To 24'].map((publication) => ({
          date,
          publication,
          ...zeros,
        })),
      ),
    )
  })

  test('adds up the views of release pages on both sides of the changeover', async () => {
    const rows = await build(ees_publication_summary, {
      ees_pub_scrape: titles,
      ees_ua_page: [
        view('2020-04-03', '/find-statistics/neet-age-16-to-24', 2),
        view('2020-04-03', '/find-statistics/neet-statistics-annual-brief/2019', 4),
      ],
      ees_ga4_page: [
        view('2020-04-03', '/find-statistics/neet-age-16-to-24/2025/explore', 8),
        view('2020-04-03', '/find-statistics/neet-age-16-to-24/2025/methodology', 16),
        view('2020-04-03', '/find-statistics/neet-age-16-to-24/2020/data-guidance', 32),
        view('2020-04-03', '/find-statistics/neet-age-16-to-24/prerelease-access-list', 64),
        view('2020-04-03', '/methodology/neet-age-16-to-24', 128),
        view('2020-04-03', '/data-tables/neet-age-16-to-24', 256),
        view('2020-04-03', '/find-statistics/unheard-of', 512),
      ],
    })
    expect(rows).toEqual([
      { date: '2020-04-03', publication: 'Apprenticeships', ...zeros },
      {
        date: '2020-04-03',
        publication: 'Neet Age 16 To 24',
        ...zeros,
        pageviews: 14,
        sessions: 7,
      },
    ])
  })

  test('adds up events; session starts, accordions and searches on release pages alone', async () => {
    const counted = (page_type: string, eventCount: number, publication = 'Apprenticeships') => ({
      date: '2020-04-03',
      publication,
      page_type,
      eventCount,
    })
    const rows = await build(ees_publication_summary, {
      ees_pub_scrape: [{ slug: 'apprenticeships', title: 'Apprenticeships' }],
      ees_ga4_page: [view('2020-04-03', '/', 1)],
      ees_session_starts: [
        counted('Release page', 1),
        counted('Release page', 2),
        counted('Table tool', 99),
      ],
      ees_publication_accordions: [counted('Release page', 4), counted('Methodology', 99)],
      ees_publication_downloads: [
        counted('Release page', 8),
        counted('Data catalogue', 16),
        counted('Data catalogue', 99, 'Unheard Of'),
      ],
      ees_publication_featured_tables: [
        { date: '2020-04-03', publication: 'Apprenticeships', eventCount: 32 },
      ],
      ees_publication_search_events: [
        counted('Release page', 64),
        counted('Methodology pages', 99),
      ],
      ees_publication_tables_created: [counted('Release page', 128), counted('Table tool', 256)],
    })
    expect(rows).toEqual([
      {
        date: '2020-04-03',
        publication: 'Apprenticeships',
        pageviews: 0,
        sessions: 0,
        total_session_starts: 3,
        total_accordion_events: 4,
        total_download_events: 24,
        total_featured_tables: 32,
        total_search_events: 64,
        total_tables_created: 384,
      },
    ])
  })

  test('watches for days on which a publication is missing', async () => {
    const rows = await watched(ees_publication_summary, 'every-publication-every-day', {
      ees_pub_scrape: titles,
      ees_publication_summary: [
        { date: '2020-04-03', publication: 'Apprenticeships' },
        { date: '2020-04-03', publication: 'Neet Age 16 To 24' },
        { date: '2020-04-04', publication: 'Apprenticeships' },
      ],
    })
    expect(rows).toEqual([{ day: '2020-04-04', count: 1 }])
  })
})
