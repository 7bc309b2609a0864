import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { ees_search_console_old } from '../../pipelines/ees/raw/ees_search_console_old.ts'
import { ees_ua_device_browser } from '../../pipelines/ees/raw/ees_ua_device_browser.ts'
import { ees_ua_events } from '../../pipelines/ees/raw/ees_ua_events.ts'
import { writeHistory } from '../../sandbox/history.ts'

const SCALE = 0.002
let folder: string
let counts: ReadonlyMap<string, number>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ees-history-'))
  counts = await writeHistory(join(folder, 'all'), { seed: 1, scale: SCALE })
})

afterAll(() => rm(folder, { recursive: true }))

async function rows(select: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(
    select.replaceAll(/from (ees_\w+)/g, `from '${folder}/all/$1.parquet'`),
  )
  const read = reader.getRowsJson()
  connection.closeSync()
  instance.closeSync()
  return read
}

it('writes the seven frozen tables, and counts their rows', async () => {
  expect((await readdir(join(folder, 'all'))).toSorted()).toEqual([
    'ees_legacy_scrape.parquet',
    'ees_search_console_old.parquet',
    'ees_ua_device_browser.parquet',
    'ees_ua_events.parquet',
    'ees_ua_page.parquet',
    'ees_ua_service_summary.parquet',
    'ees_ua_source_medium.parquet',
  ])
  for (const [table, count] of counts)
    expect(await rows(`select count(*)::int from ${table}`)).toEqual([[count]])
})

it.each([ees_ua_events, ees_ua_device_browser, ees_search_console_old])(
  'gives $name its columns, in their order and of their types',
  async ({ name, columns }) => {
    const types = { STRING: 'VARCHAR' } as Readonly<Record<string, string>>
    const written = await rows(`select column_name, column_type from (describe from ${name})`)
    expect(written).toEqual(
      Object.entries(columns).map(([column, type]) => [column, types[type] ?? type]),
    )
  },
)

it.each([
  ['ees_ua_events', '2023-06-22', 1176],
  ['ees_ua_page', '2023-06-22', 1176],
  ['ees_ua_service_summary', '2023-06-22', 1176],
  ['ees_ua_device_browser', '2023-06-22', 1176],
  ['ees_ua_source_medium', '2023-06-22', 1176],
  ['ees_search_console_old', '2023-10-07', 1283],
])('%s has every day from 2020-04-03 to %s', async (table, to, days) => {
  const found = await rows(
    `select min(date)::text, max(date)::text, count(distinct date)::int from ${table}`,
  )
  expect(found).toEqual([['2020-04-03', to, days]])
})

it('has no row twice and nothing NULL', async () => {
  for (const { name, key, columns } of [
    ees_ua_events,
    ees_ua_device_browser,
    ees_search_console_old,
  ]) {
    expect(
      await rows(`select ${key.join(', ')} from ${name} group by all having count(*) > 1`),
    ).toEqual([])
    const isNull = Object.keys(columns).map((column) => `${column} is null`)
    expect(await rows(`select * from ${name} where ${isNull.join(' or ')}`)).toEqual([])
  }
})

it('keeps names and labels whole', async () => {
  const [[name, label] = []] = await rows(
    'select max(length(eventAction))::int, max(length(eventCategory))::int from ees_ua_events',
  )
  expect(name).toBeGreaterThan(40)
  expect(label).toBeGreaterThan(100)
})

it('writes the same files for the same seed, and ends where it is told to', async () => {
  const hashes = await Promise.all(
    ['one', 'other'].map(async (copy) => {
      const target = join(folder, copy)
      const some = await writeHistory(target, { seed: 3, scale: SCALE, to: '2020-05-02' })
      expect(some.get('ees_ua_service_summary')).toBe(30)
      const file = await readFile(join(target, 'ees_ua_events.parquet'))
      return createHash('sha256').update(file).digest('hex')
    }),
  )
  expect(hashes[0]).toBe(hashes[1])
})
