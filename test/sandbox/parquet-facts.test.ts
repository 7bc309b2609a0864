import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it, test } from 'vitest'

import { ParquetFacts } from '../../sandbox/parquet-facts.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ees-facts-o'"))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const write = (table: string, select: string) =>
    connection.run(
      `copy (${select}) to '${join(folder, table).replaceAll("'", "''")}.parquet' (format parquet)`,
    )
  await write(
    'ees_ga4_hourly',
    "select d::date as date, h::double as hour, s::double as sessions from (values ('2024-08-01', 9, 12), ('2024-08-02', 15, 7)) as t(d, h, s)",
  )
  await write(
    'ees_ga4_time_on_page',
    "select date '2024-08-01' as date, p as pagePath, 2.0 as pageviews, 1 as sessions, 0.1::double as userEngagementDuration from (values ('/'), ('(other)')) as t(p)",
  )
  connection.closeSync()
  instance.closeSync()
})

afterAll(() => rm(folder, { recursive: true }))

it('gives the rows of a day by the names of the API', async () => {
  const facts = await ParquetFacts.open(folder)
  const hourly = await facts.rows('ees_ga4_hourly', '2024-08-01')
  expect(hourly.dimensions).toEqual({ hour: ['09'] })
  expect(Array.from(hourly.metrics['sessions'] ?? [])).toEqual([12])
  const pages = await facts.rows('ees_ga4_time_on_page', '2024-08-01')
  expect(Array.from(pages.metrics['userEngagementDuration'] ?? [])).toEqual([0.1, 0.1])
  expect(pages.withheld?.otherRow).toBe(true)
  facts.close()
})

it('has no rows for a day, or a report, that is not in the folder', async () => {
  const facts = await ParquetFacts.open(folder)
  expect((await facts.rows('ees_ga4_hourly', '2024-08-03')).count).toBe(0)
  expect((await facts.rows('ees_ga4_events', '2024-08-01')).count).toBe(0)
  facts.close()
})

it('refuses a folder without any of the files', async () => {
  await expect(ParquetFacts.open(join(folder, 'none'))).rejects.toThrow(/found none of its files/)
})

const realDays = fileURLToPath(new URL('../../../shared/data/real-days/raw', import.meta.url))

test.skipIf(!existsSync(realDays))(
  'serves real days (skipped where their folder is absent)',
  async () => {
    const facts = await ParquetFacts.open(realDays)
    const { metrics } = await facts.rows('ees_ga4_service_summary', '2024-08-01')
    expect(metrics['screenPageViews']?.[0]).toBe(12951)
    expect((await facts.rows('ees_ga4_events', '2024-08-01')).count).toBe(2526)
    facts.close()
  },
)
