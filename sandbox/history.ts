import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'

import { DuckDBInstance } from '@duckdb/node-api'

import type { Day, RawTable } from '../pipelines/define.ts'
import { ees_legacy_scrape } from '../pipelines/ees/raw/ees_legacy_scrape.ts'
import { ees_search_console_old } from '../pipelines/ees/raw/ees_search_console_old.ts'
import { ees_ua_device_browser } from '../pipelines/ees/raw/ees_ua_device_browser.ts'
import { ees_ua_events } from '../pipelines/ees/raw/ees_ua_events.ts'
import { ees_ua_page } from '../pipelines/ees/raw/ees_ua_page.ts'
import { ees_ua_service_summary } from '../pipelines/ees/raw/ees_ua_service_summary.ts'
import { ees_ua_source_medium } from '../pipelines/ees/raw/ees_ua_source_medium.ts'
import { daysOf } from './calendar.ts'
import { type Seed, World } from './generate/world.ts'
import { legacyPages } from './history/legacy-pages.ts'
import { TableWriter } from './history/table-writer.ts'
import { UA, UaDays } from './history/ua-days.ts'
import { random } from './random.ts'

/** The days of Search Console that were exported by hand; the last is the API's first. */
const SEARCH = { from: '2020-04-03', to: '2023-10-07' } as const

const CLICKS = 180
const IMPRESSIONS = 22_000

export interface HistoryOptions extends Seed {
  /** No rows after this day. @default each table's last day */
  readonly to?: Day
}

/**
 * Writes the frozen tables as `<table>.parquet` into a folder, which is made where it is missing; files that are there
 * are replaced. Returns their rows by table. The files are the same for the same seed and scale.
 */
export async function writeHistory(
  folder: string,
  options: HistoryOptions,
): Promise<ReadonlyMap<string, number>> {
  const scratch = await mkdtemp(join(tmpdir(), 'ees-sandbox-'))
  const instance = await DuckDBInstance.create(join(scratch, 'history.duckdb'))
  const connection = await instance.connect()
  const rows = new Map<string, number>()
  try {
    await mkdir(folder, { recursive: true })
    const writers = new Map<string, TableWriter>()
    for (const table of tables) writers.set(table.name, await TableWriter.create(connection, table))
    await fill(writers, options)
    for (const [name, writer] of writers)
      rows.set(name, await writer.save(join(folder, `${name}.parquet`)))
    return rows
  } finally {
    connection.closeSync()
    instance.closeSync()
    await rm(scratch, { recursive: true, force: true })
  }
}

const tables: readonly RawTable[] = [
  ees_ua_events,
  ees_ua_page,
  ees_ua_service_summary,
  ees_ua_device_browser,
  ees_ua_source_medium,
  ees_search_console_old,
  ees_legacy_scrape,
]

async function fill(
  writers: ReadonlyMap<string, TableWriter>,
  { to = SEARCH.to, ...seed }: HistoryOptions,
): Promise<void> {
  const world = new World(seed)
  const ua = new UaDays(world)
  for (const day of daysOf({ ...UA, to: earlier(to, UA.to) })) {
    for (const [table, rows] of Object.entries(ua.rows(day))) {
      for (const row of rows) writers.get(table)?.add(row)
    }
    await turn()
  }
  for (const day of daysOf({ ...SEARCH, to: earlier(to, SEARCH.to) }))
    writers.get(ees_search_console_old.name)?.add(searches(world, day))
  for (const page of legacyPages(world.publications)) writers.get(ees_legacy_scrape.name)?.add(page)
}

const earlier = (one: Day, other: Day): Day => (one < other ? one : other)

function searches(world: World, day: Day): readonly (string | number)[] {
  const draw = random(world.seed, 'old searches', day)
  const { busy } = world.mood(day)
  return [day, draw.poisson(CLICKS * busy), Math.max(1, draw.poisson(IMPRESSIONS * busy))]
}
