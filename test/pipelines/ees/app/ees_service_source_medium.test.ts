import { describe, expect, test } from 'vitest'

import { ees_service_source_medium } from '../../../../pipelines/ees/app/ees_service_source_medium.ts'
import { build } from '../../../support/app-sql.ts'

const ua = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  source: 'google',
  medium: 'organic',
  pageviews,
  sessions: pageviews / 2,
})
const ga4 = (date: string, pagePath: string, pageviews: number) => ({
  date,
  pagePath,
  sessionSource: 'google',
  sessionMedium: 'organic',
  pageviews,
  sessions: pageviews / 2,
})

describe('ees_service_source_medium', () => {
  test('adds up both sides of the changeover by page type, source and medium', async () => {
    const rows = await build(ees_service_source_medium, {
      ees_ua_source_medium: [
        ua('2023-06-21', '/find-statistics/a', 2),
        ua('2023-06-22', '/find-statistics/a', 4),
        ua('2023-06-22', '/find-statistics/b', 8),
        { ...ua('2023-06-22', '/find-statistics/b', 16), source: 'other' },
      ],
      ees_ga4_source_medium: [
        ga4('2023-06-22', '/find-statistics/c', 32),
        ga4('2023-06-23', '/glossary', 64),
        ga4('2023-06-23', '(other)', 128),
      ],
    })
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['2023-06-21', 'Release page', 'google', 'organic', 2, 1],
      ['2023-06-22', 'Release page', 'google', 'organic', 44, 22],
      ['2023-06-22', 'Release page', 'other', 'organic', 16, 8],
      ['2023-06-23', 'Glossary', 'google', 'organic', 64, 32],
      ['2023-06-23', 'Other', 'google', 'organic', 128, 64],
    ])
  })

  test('names a path that has no page type', async () => {
    const rows = await build(ees_service_source_medium, {
      ees_ga4_source_medium: [ga4('2024-08-01', 'no slash', 2)],
    })
    expect(rows).toMatchObject([{ page_type: 'unclassified: no slash' }])
  })
})
