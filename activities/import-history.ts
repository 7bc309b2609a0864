import { stat } from 'node:fs/promises'

import { type Finding, stop } from '../checks/finding.ts'
import type { ReplaceFacts } from '../checks/facts.ts'
import type { RawTable } from '../pipelines/define.ts'
import type { Deps } from './deps.ts'
import { final } from './failure.ts'
import { requireNoStop } from './findings.ts'
import { stageHistory } from './history-file.ts'
import { londonDay } from './london-day.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { DuckDbFile } from './warehouse/duckdb-file.ts'

/** Rows loaded, by table; 0 where the same rows were there already. */
export type Imported = ReadonlyMap<string, number>

/**
 * Loads the frozen history tables once, from `<table>.parquet` or `<table>.csv` files. Every file is read before the
 * first table is written.
 */
export async function importHistory(
  { graph, warehouse, sourcesKind, now }: Pick<Deps, 'graph' | 'warehouse' | 'sourcesKind' | 'now'>,
  folder: string,
): Promise<Imported> {
  const tables = graph.raw.filter(({ source }) => source.kind === 'frozen')
  await requireFolder(folder)
  const staging = await makeTemporaryFolder('history')
  try {
    const files = await stage(tables, { folder, staging: staging.path })
    await warehouse.prepare([...graph.raw, ...graph.app], sourcesKind)
    const scope = { run: 'history', runDay: londonDay(now()) }
    const imported = new Map<string, number>()
    for (const [table, file] of files) {
      const judge = (facts: ReplaceFacts) => once(table, facts)
      const { rows, findings } = await warehouse.replace({ table, file }, judge, scope)
      requireNoStop(`Loading the history of ${table.name} from ${folder}`, findings)
      imported.set(table.name, rows)
    }
    return imported
  } finally {
    await staging.remove()
  }
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.isDirectory()) return
  throw final(
    'BadInput',
    `Loading the history from ${folder}: ${found ? 'it is no folder' : 'there is no such folder'}. Name the folder that holds a file for each frozen table, <table>.parquet or <table>.csv; nothing was loaded.`,
  )
}

async function stage(
  tables: readonly RawTable[],
  folders: Parameters<typeof stageHistory>[1],
): Promise<ReadonlyMap<RawTable, string>> {
  const duckdb = await DuckDbFile.open(':memory:')
  const files = new Map<RawTable, string>()
  try {
    for (const table of tables)
      files.set(table, await duckdb.session((session) => stageHistory(session, folders, table)))
    return files
  } finally {
    await duckdb.close()
  }
}

/** Frozen means frozen: other rows than those that are there already are refused. */
function once({ name }: RawTable, facts: ReplaceFacts): Finding[] {
  const { before, added, removed, changed } = facts
  const differ = [added, changed, removed]
  const count = differ.reduce((sum, rows) => sum + rows.count, 0)
  if (before === 0 || count === 0) return []
  return [
    stop('history-unchanged', {
      table: name,
      count,
      examples: differ.flatMap(({ examples }) => examples),
      message: `${name} holds ${before} rows, and the file has ${added.count} that it lacks, ${changed.count} otherwise, and lacks ${removed.count} that it has. History is loaded once: to load another, drop the table by hand first.`,
    }),
  ]
}
