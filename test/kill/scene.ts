import { copyFile, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { addDays } from '../../pipelines/days.ts'
import { expression } from '../../pipelines/define.ts'
import type { SandboxAddresses } from '../../workers/sandbox-process.ts'
import { type Difference, examplesOf, keyRow, look, tableDifferences } from '../support/contents.ts'
import { ees } from '../support/ees.ts'
import { looking, type Settings } from '../support/program-case.ts'

export interface SceneOptions {
  /** A DuckDB file that stands after a run as of `baseDay`. */
  readonly base: string
  readonly baseDay: string
  readonly sandbox: Omit<SandboxAddresses, 'controlUrl'>
  /** Where the parquet drops are, more of them than the base has. */
  readonly drops: string
  /** The tables of each run. @default all */
  readonly tables?: readonly string[]
  /** For the files of all runs. */
  readonly folder: string
}

/** What all runs start from, and what they must come to. */
export interface Scene {
  readonly args: readonly string[]
  /** Settings of a run of its own. */
  next(): Promise<Settings>
  /** What a run that has ended should not have left: processes, files, staged tables, runs without an end. */
  leftBy(settings: Settings, pids: readonly number[]): Promise<string[]>
  /** The rows in which its tables differ from those of the undisturbed run. */
  judge(settings: Settings): Promise<Verdict>
}

export interface Verdict {
  readonly lost: number
  readonly doubled: number
  readonly differing: number
  /** Some of them. */
  readonly examples: readonly string[]
}

/** Two windows of every dated table, the second a short one. */
const DAYS = 40

/** Runs the update undisturbed, as all others are to end. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const { baseDay, tables } = options
  const chosen = tables ? ['--tables', tables.join(',')] : []
  const args = ['update', '--as-of', addDays(baseDay, DAYS), ...chosen]
  const next = () => nextSettings(options)
  const calm = await next()
  const { code, stdout, stderr } = await ees(args, calm)
  if (code !== 0) throw new Error(`The undisturbed run ended with ${code}:\n${stdout}\n${stderr}`)
  const { size } = await stat(calm['DUCKDB_PATH'] ?? '')
  return {
    args,
    next,
    leftBy: async (settings, pids) => [
      ...(await stillRunning(pids)).map((pid) => `left the process ${pid}`),
      ...(await readdir(settings['TMPDIR'] ?? '')).map(
        (name) => `left ${name} in the temporary folder`,
      ),
      ...(await filesLeft(settings, size)),
      ...(await looking(settings, tablesLeft)),
    ],
    judge: (settings) =>
      looking(settings, (warehouse) => looking(calm, (other) => verdictOf(warehouse, other))),
  }
}

async function nextSettings({ base, sandbox, drops, folder }: SceneOptions): Promise<Settings> {
  const home = await mkdtemp(join(folder, 'run-'))
  const [file, temporary] = [join(home, 'ees.duckdb'), join(home, 'tmp')]
  await copyFile(base, file)
  await mkdir(temporary)
  return {
    DUCKDB_PATH: file,
    GA4_PROPERTY_ID: sandbox.propertyId,
    GA4_API_ENDPOINT: sandbox.ga4Url,
    SEARCH_CONSOLE_SITE_URL: sandbox.searchConsoleSite,
    SEARCH_CONSOLE_API_ENDPOINT: sandbox.searchConsoleUrl,
    EES_SITE_URL: sandbox.siteUrl,
    EES_PARQUET_ROOT: drops,
    TMPDIR: temporary,
  }
}

/** Removes the files of a run. */
export const removeRun = (settings: Settings): Promise<void> =>
  rm(join(settings['DUCKDB_PATH'] ?? '', '..'), { recursive: true, force: true })

/** A process whose parent was killed ends as soon as it is told. */
async function stillRunning(pids: readonly number[]): Promise<readonly number[]> {
  const deadline = performance.now() + 10_000
  while (pids.some(isRunning) && performance.now() < deadline) await setTimeout(50)
  return pids.filter(isRunning)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // no such process
  }
}

/** Beside the warehouse's file: the server's, and nothing of what was under way. */
const BESIDE = /^ees\.duckdb(\.temporal(-wal|-shm)?)?$/

async function filesLeft(settings: Settings, size: number): Promise<string[]> {
  const file = settings['DUCKDB_PATH'] ?? ''
  const names = await readdir(join(file, '..'))
  const now = await stat(file)
  return [
    ...names
      .filter((name) => name !== 'tmp' && !BESIDE.test(name))
      .map((name) => `left ${name} beside the warehouse's file`),
    ...(now.size > 2 * size ? [`left a file of ${now.size} bytes, a calm one ${size}`] : []),
  ]
}

async function tablesLeft(warehouse: Warehouse): Promise<string[]> {
  const open = await look(
    warehouse,
    expression(`select run_id, state from analytics_ops.runs where ended_at is null`),
  )
  return [
    ...(await warehouse.stagedRuns()).map((run) => `left staged tables of the run ${run}`),
    ...open.map((run) => `left without an end: ${JSON.stringify(run)}`),
  ]
}

async function verdictOf(warehouse: Warehouse, calm: Warehouse): Promise<Verdict> {
  const found = await tableDifferences(warehouse, calm)
  const total = (count: (one: Difference) => number) =>
    found.reduce((sum, one) => sum + count(one), 0)
  const [key, wanted] = [await keyRow(warehouse), await keyRow(calm)]
  const keyDiffers = key?.['latest_data'] !== wanted?.['latest_data']
  return {
    lost: total((one) => Math.max(0, one.lacking.length - othersOf(one))),
    doubled: total(({ doubled }) => doubled.length),
    differing: total(othersOf) + (keyDiffers ? 1 : 0),
    examples: [
      ...found.flatMap(examplesOf),
      ...(keyDiffers
        ? [`the key is ${JSON.stringify(key)}, wanted ${JSON.stringify(wanted)}`]
        : []),
    ],
  }
}

/** Rows that the undisturbed run does not have: what it has in their place is not lost, but other. */
const othersOf = ({ surplus, doubled }: Difference): number => surplus.length - doubled.length
