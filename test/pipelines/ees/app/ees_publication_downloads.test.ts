import { describe, expect, test } from 'vitest'

import type { Row } from '../../../../activities/warehouse/warehouse.ts'
import { ees_publication_downloads } from '../../../../pipelines/ees/app/ees_publication_downloads.ts'
import { build, watched } from '../../../support/app-sql.ts'

const ees_pub_scrape = [
  { slug: 'apprenticeships', title: 'Apprenticeships' },
  { slug: 'neet-age-16-to-24', title: 'NEET age 16 to 24' },
  { slug: 'neet-statistics-annual-brief', title: 'NEET age 16 to 24' },
]

const event = (eventName: string, eventCategory: string, rest: Row = {}) => ({
  date: '2024-08-01',
  pagePath: '/',
  eventName,
  eventCategory,
  eventLabel: 'A label',
  eventCount: 1,
  ...rest,
})

const ofCatalogue = (eventLabel: string, rest: Row = {}) =>
  event('Data Set File Download', 'Data Catalogue', {
    pagePath: '/data-catalogue/data-set/0a1b',
    eventLabel,
    ...rest,
  })

describe('ees_publication_downloads', () => {
  test('adds up both sides of the changeover, of known publications', async () => {
    const path = '/find-statistics/apprenticeships/2023-24'
    const rows = await build(ees_publication_downloads, {
      ees_pub_scrape,
      ees_ua_events: [
        {
          date: '2024-08-01',
          pagePath: '/find-statistics/apprenticeships',
          eventAction: 'Release Page File Downloaded',
          eventCategory: 'Downloads',
          eventLabel: 'A label',
          totalEvents: 2,
        },
      ],
      ees_ga4_events: [
        event('Release Page File Downloaded', 'Downloads', { pagePath: path, eventCount: 4 }),
        event('Release Page All Files Downloaded', 'Downloads', { pagePath: path, eventCount: 8 }),
        event('CSV Download Button Clicked', 'Table Tool', {
          pagePath: '/data-tables/unheard-of',
          eventLabel: 'Publication: Apprenticeships, Release: 2020',
        }),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2024-08-01', 'Apprenticeships', 'Release page', 'All files', 'A label', 8],
      ['2024-08-01', 'Apprenticeships', 'Release page', 'Ancillary', 'A label', 6],
    ])
  })

  test.each([
    ['Publication: Apprenticeships, Release: 2020, Data Set: D', 'Apprenticeships'],
    ['Publication: Apprenticeships , Release: 2020', 'Apprenticeships'],
    ['Publication: NEET Annual Brief, Release: 2020', 'Neet Age 16 To 24'],
    ['Publication: Schools, Pupils and More, Release: 2020', 'Schools, Pupils And More'],
    ['Publication: Skills, Research and More, Release: 2020', 'Skills'],
  ])('takes the publication of the catalogue’s %j from the label', async (label, wanted) => {
    const rows = await build(ees_publication_downloads, {
      ees_pub_scrape,
      ees_ga4_events: [ofCatalogue(label)],
    })
    expect(rows).toMatchObject([{ publication: wanted, eventLabel: label }])
  })

  test.each(['Publication: A title that was cut, Rel'.slice(0, -5), 'Release: 2020', '(not set)'])(
    'leaves out the catalogue’s %j, whose label names none',
    async (label) => {
      const rows = await build(ees_publication_downloads, {
        ees_pub_scrape,
        ees_ga4_events: [ofCatalogue(label)],
      })
      expect(rows).toEqual([])
    },
  )

  test('takes the path’s word before the label’s', async () => {
    const rows = await build(ees_publication_downloads, {
      ees_pub_scrape,
      ees_ga4_events: [
        ofCatalogue('Publication: Apprenticeships, Release: 2020', {
          pagePath: '/data-catalogue/neet-age-16-to-24',
        }),
      ],
    })
    expect(rows).toMatchObject([{ publication: 'Neet Age 16 To 24' }])
  })

  test('watches for publications that the site does not have', async () => {
    const rows = await watched(ees_publication_downloads, 'unknown-publications', {
      ees_pub_scrape,
      ees_publication_downloads: [
        { publication: 'Neet Age 16 To 24', eventCount: 1 },
        { publication: 'Skills', eventCount: 2 },
        { publication: 'Skills', eventCount: 3 },
      ],
    })
    expect(rows).toEqual([{ publication: 'Skills', count: 5 }])
  })
})
