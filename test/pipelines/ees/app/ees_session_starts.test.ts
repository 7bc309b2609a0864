import { describe, expect, test } from 'vitest'

import { ees_session_starts } from '../../../../pipelines/ees/app/ees_session_starts.ts'
import { build, watched } from '../../../support/app-sql.ts'

const ees_pub_scrape = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
]

const start = (pagePath: string, eventCount: number, eventLabel = '(not set)') => ({
  date: '2024-08-01',
  pagePath,
  eventName: 'session_start',
  eventLabel,
  eventCategory: '(not set)',
  eventCount,
})

describe('ees_session_starts', () => {
  test('counts by day and path, with NULL where no publication has the slug', async () => {
    const rows = await build(ees_session_starts, {
      ees_pub_scrape,
      ees_ga4_events: [
        start('/find-statistics/neet-statistics-annual-brief/2020', 3),
        start('/find-statistics/neet-statistics-annual-brief/2020', 4, 'a label'),
        { ...start('/find-statistics/apprenticeships', 100), eventName: 'page_view' },
        start('/find-statistics/unheard-of', 1),
        start('/subscriptions/new-subscription/apprenticeships', 2),
        start('/subscriptions/apprenticeships/confirm-subscription/0a1b', 5),
        start('/', 6),
      ],
    })
    expect(rows.map((row) => Object.values(row).slice(1))).toEqual([
      ['/', 'Homepage', null, 6],
      [
        '/find-statistics/neet-statistics-annual-brief/2020',
        'Release page',
        'Neet Age 16 To 24',
        7,
      ],
      ['/find-statistics/unheard-of', 'Release page', null, 1],
      [
        '/subscriptions/apprenticeships/confirm-subscription/0a1b',
        'Subscriptions',
        'Apprenticeships',
        5,
      ],
      ['/subscriptions/new-subscription/apprenticeships', 'Subscriptions', 'Apprenticeships', 2],
    ])
  })

  test('keeps days apart', async () => {
    const rows = await build(ees_session_starts, {
      ees_ga4_events: [start('/', 1), { ...start('/', 2), date: '2024-08-02' }],
    })
    expect(rows.map((row) => [row['date'], row['eventCount']])).toEqual([
      ['2024-08-01', 1],
      ['2024-08-02', 2],
    ])
  })

  test('names a path that has no page type', async () => {
    const rows = await build(ees_session_starts, { ees_ga4_events: [start('no slash', 1)] })
    expect(rows).toMatchObject([{ page_type: 'unclassified: no slash' }])
  })

  test('watches the share of Homepage rows of other paths', async () => {
    const homepage = (pagePath: string) => ({ pagePath, page_type: 'Homepage' })
    const share = (paths: readonly string[]) =>
      watched(ees_session_starts, 'homepage-of-other-paths', {
        ees_session_starts: [...paths.map(homepage), { pagePath: '/x', page_type: 'Glossary' }],
      })
    expect(await share(['/', '/', '/', '/data-tables'])).toEqual([{ count: 1, share: 0.25 }])
    expect(await share(['/', '/'])).toEqual([])
    expect(await share([])).toEqual([])
  })
})
