import { copyFile } from 'node:fs/promises'

import { importHistory } from '../../activities/import-history.ts'
import { writeHistory } from '../../sandbox/history.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { readGraph } from '../../workers/station.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { once } from './once.ts'
import { openPipeline } from './open-pipeline.ts'
import { SEED, settingsFor } from './sandbox-settings.ts'

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
    await copyFile(await historyFile(), file)
    const pipeline = await openPipeline(file)
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
