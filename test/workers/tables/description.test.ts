import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { CACHE_KEY } from '../../../pipelines/ees/pipeline.ts'
import { readPipeline } from '../../../workers/registry.ts'
import { describeAll } from '../../../workers/tables/description.ts'

const described = describeAll({
  graph: await readPipeline(join(import.meta.dirname, '../../../pipelines/ees')),
  key: CACHE_KEY,
})

const find = (name: string) => {
  const { facts = [], ...rest } = described.find((table) => table.name === name) ?? {}
  return { ...rest, facts: Object.fromEntries(facts) }
}

describe('describeAll()', () => {
  test('says of a raw table how it is filled, from when on, and what its columns are asked for as', () => {
    const { layer, facts, columns, holds } = find('ees_ga4_device_browser')
    expect(layer).toBe('raw')
    expect(facts).toEqual({
      Filled: 'by the day, from the GA4 Data API (`runReport`)',
      'Read by': '`ees_publication_device_browser`, `ees_service_device_browser`',
      Key: '`date`, `pagePath`, `deviceCategory`, `browser`',
      'First day': '2022-02-02',
      Lag: '2 days, until the numbers of a day are final',
    })
    const origins = columns?.map(({ name, origin }) => [name, origin])
    expect(origins).toContainEqual(['users', '`totalUsers`'])
    expect(origins).toContainEqual(['avgTimeOnPage', '`userEngagementDuration` / `pageviews`'])
    expect(holds).toContain('Every day from 2023-06-22 to the newest has rows.')
  })

  test('says of one that nothing reads', () => {
    expect(find('ees_ga4_hourly').facts).toMatchObject({ 'Read by': 'no table' })
  })

  test('says of the list of publications how long it may be', () => {
    const { facts, holds } = find('ees_pub_scrape')
    expect(Object.keys(facts)).toEqual(['Filled', 'Read by', 'Key'])
    expect(holds).toContain('Its rows are as many as there were, -5 % to +10 %.')
  })

  test('says of an app table what it reads, and the longest lag of what that is made of', () => {
    const { layer, facts } = find('ees_search_console_timeseries')
    expect(layer).toBe('app')
    expect(facts).toMatchObject({
      Reads: '`ees_search_console_old`, `ees_search_console`',
      'Read by': 'the dashboard alone',
      Lag: '3 days, until the numbers of a day are final',
    })
    expect(find('ees_publication_summary').facts).toMatchObject({
      'First day': '2020-04-03',
      'Read by': '`ees__last_updated`',
      Lag: '2 days, until the numbers of a day are final',
    })
  })

  test('says what the very checks of a table hold', () => {
    expect(find('ees_session_starts').holds).toEqual([
      'No two rows have the same date, pagePath.',
      'No column is NULL but publication.',
      'Every value has a class in page_type.',
      'Every day from 2023-06-22 to the newest has rows.',
      'The sums of eventCount by day are those of what it reads.',
      'Its rows, on the days of the version it replaces, are as many as there were, -5 % to +50 %; more is a warning.',
      'The watch homepage-of-other-paths finds nothing; what it finds is a warning.',
    ])
  })

  test('has the key wait for its promises', () => {
    const { layer, facts, columns } = find('ees__last_updated')
    expect(layer).toBe('key')
    expect(facts['Waits for']).toBe('`ees_publication_summary`, `ees_service_summary`')
    expect(columns?.map(({ name, unit }) => [name, unit])).toEqual([
      ['last_updated', 'UTC'],
      ['latest_data', 'London day'],
    ])
  })
})
