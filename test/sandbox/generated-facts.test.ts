import { beforeAll, describe, expect, it } from 'vitest'

import { type DayRows, noRows } from '../../sandbox/facts.ts'
import { GeneratedFacts } from '../../sandbox/generated-facts.ts'
import { ga4Reports, type ReportName, reports } from '../../sandbox/reports.ts'

const names = Object.keys(reports) as ReportName[]
const DAY = '2024-06-05'
const sum = (values: ArrayLike<number> = []) =>
  Array.from(values).reduce((all, one) => all + one, 0)

describe('a day', () => {
  const [straight, roundabout] = [1, 2].map(() => new GeneratedFacts({ seed: 7, scale: 0.05 }))
  const other = new GeneratedFacts({ seed: 8, scale: 0.05 })
  const rows = (facts: GeneratedFacts | undefined, report: ReportName) =>
    facts?.rows(report, DAY) ?? Promise.resolve(noRows)

  it.each(names)('has the same rows of %s whatever was asked before', async (report) => {
    for (const name of names) await roundabout?.rows(name, '2024-06-04')
    for (const name of names.toReversed()) await rows(roundabout, name)
    expect(await rows(roundabout, report)).toEqual(await rows(straight, report))
    expect((await rows(straight, report)).count).toBeGreaterThan(0)
  })

  it.each(names)('has other rows of %s with another seed', async (report) => {
    expect(await rows(other, report)).not.toEqual(await rows(straight, report))
  })

  it('has no rows before the first day of its property', async () => {
    const counts = await Promise.all([
      other.rows('ees_ga4_page', '2023-06-21'),
      other.rows('ees_ga4_page', '2023-06-22'),
      other.rows('ees_search_console', '2023-10-06'),
      other.rows('ees_search_console', '2023-10-07'),
    ])
    expect(counts.map(({ count }) => count > 0)).toEqual([false, true, false, true])
  })

  it('has rows in every report however small the scale', async () => {
    const tiny = new GeneratedFacts({ seed: 1, scale: 1e-6 })
    for (const report of names)
      expect((await tiny.rows(report, '2025-12-27')).count).toBeGreaterThan(0)
  })
})

it.each([0, -1, 11, Number.NaN])('refuses the scale %d', (scale) => {
  expect(() => new GeneratedFacts({ seed: 1, scale })).toThrow(/scale is .*above 0/)
})

describe('days of the live service', () => {
  const facts = new GeneratedFacts({ seed: 1, scale: 1 })
  const days = ['2023-06-22', '2024-02-26', '2024-05-03', '2025-12-03', '2026-06-10', '2026-11-18']
  const rows = new Map<ReportName, DayRows[]>()
  beforeAll(async () => {
    for (const report of names)
      rows.set(report, await Promise.all(days.map((day) => facts.rows(report, day))))
  })
  const values = (report: ReportName, field: string) =>
    new Set((rows.get(report) ?? []).flatMap(({ dimensions }) => dimensions[field] ?? []))

  it('have no row twice', () => {
    for (const report of names) {
      for (const day of rows.get(report) ?? []) {
        const columns = Object.values(day.dimensions)
        const keys = Array.from({ length: day.count }, (_, at) =>
          columns.map((column) => column[at]).join('\u0000'),
        )
        expect(new Set(keys).size).toBe(keys.length)
      }
    }
  })

  it('have every field of their report', () => {
    for (const report of names) {
      const { dimensions, metrics } = reports[report]
      for (const day of (rows.get(report) ?? []).filter(({ count }) => count > 0)) {
        for (const field of Object.values(dimensions))
          expect(day.dimensions[field]).toHaveLength(day.count)
        for (const field of Object.values(metrics))
          expect(day.metrics[field]).toHaveLength(day.count)
      }
    }
  })

  it('agree between pages, devices, sources, the summary and the hours', () => {
    for (const at of days.keys()) {
      const of = (report: keyof typeof ga4Reports, metric: string) =>
        sum(rows.get(report)?.[at]?.metrics[metric])
      for (const metric of ['screenPageViews', 'sessions', 'userEngagementDuration']) {
        const pages = of('ees_ga4_page', metric)
        expect(of('ees_ga4_device_browser', metric)).toBe(pages)
        expect(of('ees_ga4_source_medium', metric)).toBe(pages)
      }
      expect(of('ees_ga4_service_summary', 'screenPageViews')).toBe(
        of('ees_ga4_page', 'screenPageViews'),
      )
      expect(of('ees_ga4_hourly', 'sessions')).toBe(of('ees_ga4_service_summary', 'sessions'))
    }
  })

  it('have about as many rows, views, clicks and impressions as the live service', async () => {
    const day = days.indexOf('2026-11-18')
    const of = (report: ReportName) =>
      rows.get(report)?.[day] ?? { count: 0, dimensions: {}, metrics: {} }
    expect(of('ees_ga4_events').count).toBeGreaterThan(6_000)
    expect(of('ees_ga4_events').count).toBeLessThan(15_000)
    expect(sum(of('ees_ga4_page').metrics['screenPageViews'])).toBeGreaterThan(8_000)
    expect(sum(of('ees_search_console').metrics['impressions'])).toBeGreaterThan(15_000)
    const weekend = await facts.rows('ees_ga4_page', '2026-11-21')
    const share =
      sum(weekend.metrics['screenPageViews']) / sum(of('ees_ga4_page').metrics['screenPageViews'])
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.7)
  })

  it.each([
    'Content Accordion Opened',
    'Accordion Opened',
    'Annexes Accordion Opened',
    'Data Accordion Opened',
    'Publications Accordion Opened',
    'Publications+Accordion+Opened',
    'CSV Download Button Clicked',
    'ODS Download Button Clicked',
    'Data Set File Download',
    'Data Set File Download - All',
    'Download All Data Button Clicked',
    'Release Page File Downloaded',
    'Release Page All Files downloads.title, ',
    'Release Page All Files, Release: Academi',
    'Release Page Data Set File Download',
    'Data Catalogue Page Selected Files Downl',
    'PageSearchForm',
    'Publications Filtered by Search',
    'Data Sets Filtered by searchTerm',
    'Publication and Subject Chosen',
    'Clicked to View Featured Table',
    'session_start',
  ])('have the event %j', (name) => {
    expect(values('ees_ga4_events', 'eventName')).toContain(name)
  })

  it('have names and parameters no longer than GA4 keeps', () => {
    const longest = (field: string) =>
      Math.max(...[...values('ees_ga4_events', field)].map(({ length }) => length))
    expect(longest('eventName')).toBe(40)
    expect(longest('customEvent:event_label')).toBe(100)
    expect(longest('customEvent:event_category')).toBe(100)
  })

  it.each([
    /^\/$/,
    /^$/,
    /^\(not set\)$/,
    /^\(other\)$/,
    /\/find-statistics\/[a-z0-9-]+\.$/,
    /^\/find-statistics\/[A-Z]/,
    /^https:\/\/explore.*\/find-statistics\//,
    /\/data-guidance$/,
    /\/prerelease-access-list$/,
    /^\/methodology\/.*-methodology$/,
    /^\/data-tables\/fast-track\//,
    /^\/data-tables\/permalink\//,
    /^\/data-catalogue\/data-set\//,
    /^\/subscriptions\/new-subscription\//,
    /^\/(help-support|contact-us)$/,
    /^\/cookies$/,
  ])('have pages like %s', (path) => {
    expect([...values('ees_ga4_page', 'pagePath')].some((page) => path.test(page))).toBe(true)
  })

  it('say so where rare rows were folded into (other), on some days only', async () => {
    const withheld = new Set<boolean>()
    for (const day of rows.get('ees_ga4_events') ?? []) {
      const folded = day.dimensions['pagePath']?.includes('(other)')
      expect(day.withheld?.otherRow).toBe(folded)
      withheld.add(folded === true)
    }
    expect(withheld).toEqual(new Set([true, false]))
  })

  it('have pages that a session saw and no view counted', () => {
    const unseen = (rows.get('ees_ga4_page') ?? []).flatMap(({ metrics }) =>
      Array.from(metrics['screenPageViews'] ?? []).filter((views) => views === 0),
    )
    expect(unseen.length).toBeGreaterThan(0)
  })
})
