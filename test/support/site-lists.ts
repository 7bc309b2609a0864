import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { replaceList } from '../../activities/replace-list.ts'
import { Scratch } from '../../activities/scratch.ts'
import { createEesSite } from '../../activities/sources/ees-site.ts'
import { openDuckDb } from '../../activities/warehouse/duckdb.ts'
import type { Row, Warehouse } from '../../activities/warehouse/warehouse.ts'
import { expression, type RawTable, sql } from '../../pipelines/define.ts'
import { ees_legacy_scrape } from '../../pipelines/ees/raw/ees_legacy_scrape.ts'
import { ees_pub_scrape } from '../../pipelines/ees/raw/ees_pub_scrape.ts'
import { ees_scrape_api_data_catalog } from '../../pipelines/ees/raw/ees_scrape_api_data_catalog.ts'
import { ees_scrape_release_pages } from '../../pipelines/ees/raw/ees_scrape_release_pages.ts'
import { type EesSite, type EesSiteOptions, startEesSite } from '../../sandbox/ees-site.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Tries of a page before it counts as lost. */
export const ATTEMPTS = 2

const TABLES = [
  ees_legacy_scrape,
  ees_pub_scrape,
  ees_scrape_api_data_catalog,
  ees_scrape_release_pages,
]

/** The stand-in site, and a DuckDB file that its lists go into. */
export interface SiteLists {
  readonly site: EesSite
  /** Does the step of a table, as the run of the name. */
  readonly replace: (table: RawTable, run?: string) => ReturnType<typeof replaceList>
  /** The rows of a table, by its first column. */
  readonly rows: (table: RawTable) => Promise<readonly Row[]>
  /** What the warehouse keeps of its own. */
  readonly ops: (table: 'changes' | 'writes') => Promise<readonly Row[]>
}

/** Starts both; they are gone when the test ends. */
export async function siteLists(options: EesSiteOptions = {}): Promise<SiteLists> {
  const site = await startEesSite(options)
  onTestFinished(() => site.close())
  const schemas = { raw: 'raw', app: 'app', ops: 'ops' }
  const warehouse = await openDuckDb({ path: join(temporaryFolder(), 'ees.duckdb'), schemas })
  onTestFinished(() => warehouse.close())
  const scratch = await Scratch.open()
  onTestFinished(() => scratch.close())
  await warehouse.prepare(TABLES, 'sandbox')
  const deps = { warehouse, scratch, sources: { 'ees-site': clientOf(site) } }
  const all = (from: string) => query(warehouse, `select * from ${from} order by all`)
  return {
    site,
    replace: (table, run = 'one') =>
      replaceList(deps, table, { run, runDay: '2026-02-01', signal: new AbortController().signal }),
    rows: (table) => all(`raw.${table.name}`),
    ops: (table) => all(`ops.${table}`),
  }
}

const clientOf = ({ url }: EesSite) =>
  createEesSite({ url, pauseMs: { list: 0, detail: 0 }, attempts: ATTEMPTS, backoffMs: 1 })

const query = (warehouse: Warehouse, statement: string) =>
  warehouse.query(sql`${expression(statement)}`, { run: 'look', runDay: '2026-02-01' })
