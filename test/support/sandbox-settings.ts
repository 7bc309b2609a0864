import { writeDrops } from '../../sandbox/drops.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { once } from './once.ts'

/** What every sandbox of these tests is made of: few rows, the same in each. */
export const SEED = { seed: 1, scale: 0.001 }

/** A few days of parquet drops, made once for all test files. */
export const dropsFolder = (): Promise<string> =>
  once('drops', async (folder) => {
    await writeDrops(folder, { ...SEED, from: '2025-06-05', to: '2025-06-09' })
  })

/** The settings of a program that reads this sandbox and writes this file. */
export const settingsFor = async (
  file: string,
  sandbox: Sandbox,
): Promise<Record<string, string>> => ({
  DUCKDB_PATH: file,
  GA4_PROPERTY_ID: sandbox.propertyId,
  GA4_API_ENDPOINT: sandbox.ga4Url,
  SEARCH_CONSOLE_SITE_URL: sandbox.searchConsoleSite,
  SEARCH_CONSOLE_API_ENDPOINT: sandbox.searchConsoleUrl,
  EES_SITE_URL: sandbox.siteUrl,
  EES_PARQUET_ROOT: await dropsFolder(),
})
