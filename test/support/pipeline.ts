import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { inject } from 'vitest'

import { importHistory } from '../../activities/import-history.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { expression, sql } from '../../pipelines/define.ts'
import { writeHistory } from '../../sandbox/history.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { openStation, type Station } from '../../workers/station.ts'
import { connectTemporal, type Temporal } from '../../workers/temporal.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { readGraph } from '../../workers/station.ts'
import type { RunStatus } from '../../workflows/board.ts'

/** A whole pipeline for a test: sandbox, DuckDB file, worker, and a task queue of its own. */
export interface Pipeline {
  readonly sandbox: Sandbox
  readonly station: Station
  readonly taskQueue: string
  /** Runs a daily update to its end; rejects as the run does. */
  update(input: unknown): Promise<RunStatus>
  /** Every row of every table but the ops ones, as text, by table. */
  contents(): Promise<ReadonlyMap<string, string>>
  close(): Promise<void>
}

let made = 0

/** Starts a pipeline whose sandbox has few rows; its history is loaded. */
export async function startPipeline(options: SandboxOptions = {}): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), 'ees-pipeline-'))
  const sandbox = await startSandbox({ scale: 0.002, ...options })
  const config = configFor(folder, sandbox)
  await load(config, join(folder, 'history'))
  const temporal: Temporal = await connectTemporal({ address: inject('temporalAddress') })
  made += 1
  const taskQueue = `test-${process.pid}-${made}`
  const station = await openStation(config, { temporal, taskQueue })
  let runs = 0
  return {
    sandbox,
    station,
    taskQueue,
    update: (input) => {
      runs += 1
      const workflowId = `${taskQueue}-run-${runs}`
      return temporal.client.workflow.execute('dailyUpdate', { workflowId, taskQueue, args: [input] })
    },
    contents: () => contentsOf(station.deps.warehouse),
    close: async () => {
      await station.close()
      await temporal.close()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const configFor = (folder: string, sandbox: Sandbox) =>
  readConfig({
    DUCKDB_PATH: join(folder, 'ees.duckdb'),
    GA4_PROPERTY_ID: sandbox.propertyId,
    GA4_API_ENDPOINT: sandbox.ga4Url,
    SEARCH_CONSOLE_SITE_URL: sandbox.searchConsoleSite,
    SEARCH_CONSOLE_API_ENDPOINT: sandbox.searchConsoleUrl,
    EES_SITE_URL: sandbox.siteUrl,
  })

async function load(config: ReturnType<typeof readConfig>, folder: string): Promise<void> {
  await writeHistory(folder, { seed: 1, scale: 0.002 })
  const warehouse = await openWarehouse(config)
  const deps = { graph: await readGraph(), warehouse, sourcesKind: 'sandbox', now: () => new Date() } as const
  await importHistory(deps, folder)
  await warehouse.close()
}

async function contentsOf(warehouse: Warehouse): Promise<ReadonlyMap<string, string>> {
  const { raw, app } = await readGraph()
  const contents = new Map<string, string>()
  for (const table of [...raw, ...app]) {
    const columns = expression(Object.keys(table.columns).join(', '))
    const rows = await warehouse.query(
      sql`select ${columns} from ${table} order by all`,
      { run: 'look', runDay: '2020-01-01' },
    )
    contents.set(table.name, rows.map((row) => JSON.stringify(row)).join('\n'))
  }
  return contents
}
