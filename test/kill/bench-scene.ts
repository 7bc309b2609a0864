import { join } from 'node:path'

import {
  runSandbox,
  type SandboxAddresses,
  startSandboxProcess,
} from '../../workers/sandbox-process.ts'
import { ees, type Said } from '../support/ees.ts'
import { openScene, type Scene } from './scene.ts'

const BASE_DAY = '2023-11-14'

/** Few rows, the same for all. */
const ROWS = ['--seed', '1', '--scale', '0.001']

export interface OpenedScene extends Scene {
  close(): Promise<void>
}

/** Makes a scene from nothing, by the program's own commands; a site's title and its newest drops are new to the run. */
export async function openBenchScene(folder: string): Promise<OpenedScene> {
  const [drops, history, base] = ['drops', 'history', 'base.duckdb'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  const servers = await startSandboxProcess(ROWS)
  const sandbox = servers.addresses
  try {
    const dropsUpTo = (day: string) =>
      runSandbox(['--drops', drops, '--from', '2025-06-05', '--to', day, ...ROWS])
    await Promise.all([dropsUpTo('2025-06-07'), runSandbox(['--history', history, ...ROWS])])
    const settings = {
      DUCKDB_PATH: base,
      GA4_PROPERTY_ID: sandbox.propertyId,
      GA4_API_ENDPOINT: sandbox.ga4Url,
      SEARCH_CONSOLE_SITE_URL: sandbox.searchConsoleSite,
      SEARCH_CONSOLE_API_ENDPOINT: sandbox.searchConsoleUrl,
      EES_SITE_URL: sandbox.siteUrl,
      EES_PARQUET_ROOT: drops,
    }
    requireDone(await ees(['import-history', history], settings))
    requireDone(await ees(['update', '--as-of', BASE_DAY], settings))
    await dropsUpTo('2025-06-09')
    await changeSite(sandbox)
    const scene = await openScene({ base, baseDay: BASE_DAY, sandbox, drops, folder })
    return { ...scene, close: () => servers.close() }
  } catch (error) {
    await servers.close()
    throw error
  }
}

function requireDone({ code, stdout, stderr }: Said): void {
  if (code !== 0) throw new Error(`The base could not be made:\n${stdout}\n${stderr}`)
}

async function changeSite({ controlUrl }: SandboxAddresses): Promise<void> {
  for (const kind of ['title-changed', 'data-set-renamed']) {
    const response = await fetch(`${controlUrl}/control/changes`, {
      method: 'POST',
      body: JSON.stringify({ kind }),
    })
    if (!response.ok) throw new Error(`The site was not changed: ${await response.text()}`)
  }
}
