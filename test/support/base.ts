import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { inject } from 'vitest'

import { importHistory } from '../../activities/import-history.ts'
import { tryClaim } from '../../scripts/claim.mjs'
import { writeDrops } from '../../sandbox/drops.ts'
import { writeHistory } from '../../sandbox/history.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { readGraph } from '../../workers/station.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { startPipeline } from './pipeline.ts'

/** What every sandbox of these tests is made of: few rows, the same in each. */
export const SEED = { seed: 1, scale: 0.001 }

/** The day of the run that the base stands after: GA4 ends two days before it, Search Console three. */
export const BASE_DAY = '2023-11-14'

/** The frozen tables as files, made once for all test files. */
export const historyFolder = (): Promise<string> =>
  once('history', async (folder) => {
    await writeHistory(folder, SEED)
  })

/** A DuckDB file with the history alone. */
export const historyFile = (): Promise<string> =>
  once('history.duckdb', async (file) => {
    const sandbox = await startSandbox(SEED)
    const warehouse = await openWarehouse(readConfig(await settingsFor(file, sandbox)))
    await loadHistory(warehouse, await historyFolder())
    await warehouse.close()
    await sandbox.close()
  })

/** A DuckDB file with the history and a finished run as of `BASE_DAY`. */
export const baseFile = (): Promise<string> =>
  once('base.duckdb', async (file) => {
    const pipeline = await startPipeline({ file, from: historyFile })
    await pipeline.update({ asOf: BASE_DAY })
    await pipeline.close()
  })

/** Loads the frozen tables from a folder. */
export async function loadHistory(
  warehouse: Awaited<ReturnType<typeof openWarehouse>>,
  folder: string,
): Promise<void> {
  const graph = await readGraph()
  await importHistory({ graph, warehouse, sourcesKind: 'sandbox', now: () => new Date() }, folder)
}

/** A few days of parquet drops, made once for all test files. */
const dropsFolder = (): Promise<string> =>
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

/** Lets the first test file that needs it make it, while others wait. */
async function once(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(inject('sharedFolder'), name)
  while (!existsSync(path)) {
    const claim = tryClaim(`${path}.claim`)
    try {
      if (!claim.held) await setTimeout(100)
      else if (!existsSync(path)) {
        await make(`${path}.new`)
        await rename(`${path}.new`, path)
      }
    } finally {
      if (claim.held) claim.release()
    }
  }
  return path
}
