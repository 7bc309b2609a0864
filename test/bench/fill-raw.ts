import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { appendDrops } from '../../activities/append-drops.ts'
import type { Deps } from '../../activities/deps.ts'
import { replaceList } from '../../activities/replace-list.ts'
import { Scratch } from '../../activities/scratch.ts'
import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { addDays, daysBetween } from '../../pipelines/days.ts'
import type { Day, RawTable, Window } from '../../pipelines/define.ts'
import { GA4_FIRST_DAY, UA_FIRST_DAY } from '../../pipelines/ees/coverage.ts'
import { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Config } from '../../workers/config.ts'
import { createSources, writeNeededDrops } from '../../workers/sources.ts'
import { readGraph } from '../../workers/station.ts'
import { openWarehouse } from '../../workers/warehouse.ts'
import { configOf } from './config-of.ts'
import { repeatSample } from './repeat-sample.ts'
import { SAMPLE_DAYS, sampleFiles } from './sample-files.ts'

/** With fewer, some days would have no session start, and tables be stopped for it. */
const LEAST_ROWS = 400_000

export interface Fill {
  /** The DuckDB file to make. */
  readonly path: string
  /** Of all raw tables together, about. */
  readonly rows: number
  /** The day of the run for which every table is up to date. */
  readonly asOf: Day
  /** Tables that end earlier. */
  readonly ends?: Readonly<Record<string, Day>>
}

export interface Filled {
  readonly rows: number
  readonly tables: number
}

interface Part {
  readonly table: RawTable
  /** A parquet file with the rows of `SAMPLE_DAYS` days. */
  readonly file: string
  readonly sampled: number
  /** The days to be filled. */
  readonly window: Window
}

/**
 * Makes a warehouse whose raw tables hold years of rows, put there by SQL: the sandbox's rows of four weeks at the live
 * service's rate, again and again, with paths and labels that change by the month as the real ones do.
 */
export async function fillRaw(fill: Fill): Promise<Filled> {
  const config = configOf({ DUCKDB_PATH: fill.path })
  const warehouse = await openWarehouse(config)
  const graph = await readGraph()
  await warehouse.prepare([...graph.raw, ...graph.app], 'sandbox')
  const folder = await mkdtemp(join(tmpdir(), 'ees-bench-'))
  const file = await DuckDbFile.open(fill.path)
  try {
    const samples = await sampleFiles(graph.raw, folder)
    const parts = graph.raw.flatMap((table): Part[] => {
      const sample = samples.get(table.name)
      return sample ? [{ table, ...sample, window: windowOf(table, fill) }] : []
    })
    const all = parts.reduce((sum, part) => sum + expected(part), 0)
    const share = Math.min(1, Math.max(LEAST_ROWS, fill.rows) / all)
    for (const part of parts)
      await file.session((session) => repeatSample(session, { ...part, share }))
    await readLists(config, { graph, warehouse })
    await file.compact()
    return await countAll(file, graph.raw)
  } finally {
    await file.close()
    await warehouse.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function windowOf({ name, coverage }: RawTable, { asOf, ends }: Fill): Window {
  const from = coverage
    ? [coverage.firstDay, GA4_FIRST_DAY].reduce((one, other) => (one > other ? one : other))
    : UA_FIRST_DAY
  const to = ends?.[name] ?? (coverage ? addDays(asOf, -coverage.lagDays) : GA4_FIRST_DAY)
  return { from, to }
}

const expected = ({ sampled, window }: Part): number =>
  (sampled / SAMPLE_DAYS) * (daysBetween(window.from, window.to) + 1)

/** What has no days of its own is read off the stand-in site, and out of the stand-in's drops, as a run does it. */
async function readLists(config: Config, base: Pick<Deps, 'graph' | 'warehouse'>): Promise<void> {
  await writeNeededDrops(config)
  const sandbox = await startSandbox()
  const scratch = await Scratch.open()
  const deps: Deps = {
    ...base,
    scratch,
    key: CACHE_KEY,
    sources: createSources(config, sandbox),
    limits: { patienceMs: 0, maxEvents: 1_000 },
    sourcesKind: 'sandbox',
    isRunning: () => Promise.resolve(false),
    now: () => new Date(),
  }
  const scope = { run: 'fill', runDay: UA_FIRST_DAY, signal: new AbortController().signal }
  for (const table of base.graph.raw) {
    const { source } = table
    if (source.kind === 'ees-site') await replaceList(deps, table, scope)
    if (source.kind === 'parquet-drops')
      await appendDrops(deps, { table, progress: () => undefined }, scope)
  }
  await scratch.close()
  await sandbox.close()
}

async function countAll(file: DuckDbFile, tables: readonly RawTable[]): Promise<Filled> {
  const counts = tables.map(({ name }) => `SELECT count(*) AS n FROM analytics_raw.${name}`)
  const [row] = await file.session((session) =>
    session.rows(`SELECT sum(n)::BIGINT AS n FROM (${counts.join(' UNION ALL ')})`),
  )
  return { rows: Number(row?.['n']), tables: tables.length }
}
