import { join } from 'node:path'

import type { FileAppendFacts, FileFacts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { FROM_FILE } from '../../pipelines/drops.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import type { VolumeFiles } from '../volume-files.ts'
import { batchFrom } from './batch.ts'
import type { Session } from './databricks-client.ts'
import { withFetched } from './databricks-fetch.ts'
import type { CatalogTarget } from './databricks-names.ts'
import { withStaged } from './databricks-staging.ts'
import { swapRows } from './databricks-swap-rows.ts'
import { blame, fittingLayouts, inspectFiles } from './duckdb-append-files.ts'
import type { Layout } from './duckdb-file-layout.ts'
import { rowsOfFiles } from './duckdb-file-rows.ts'
import { DuckDbFile } from './duckdb-file.ts'
import { literal } from './duckdb-names.ts'
import type { Session as LocalSession } from './duckdb-session.ts'
import { countOf, nullsIn } from './facts.ts'
import type { FileBatch, FileJudge, Scope, Written } from './warehouse.ts'

interface Append extends FileBatch {
  readonly judge: FileJudge
  /** The rows of the files as the warehouse reads them, to stand behind FROM. */
  readonly rows: string
  readonly layouts: readonly Layout[]
}

/** What files say of themselves. */
export const inspectFetched = (
  volume: VolumeFiles,
  batch: FileBatch,
  { signal }: Scope,
): Promise<readonly FileFacts[]> =>
  withFetched(volume, { batch, signal }, (fetched) =>
    locally((session) => inspectFiles(session, fetched), signal),
  )

interface Reading {
  readonly files: VolumeFiles
  readonly batch: FileBatch
  /** The volume that staged files go to. */
  readonly volume: string
  readonly scope: Scope
}

/** Reads files into one that is uploaded, for the length of some work. */
export async function withFiles<T>(
  session: Session,
  { files, volume, batch, scope }: Reading,
  work: (read: Pick<Append, 'rows' | 'layouts'>) => Promise<T>,
): Promise<T> {
  const { run, signal } = scope
  const folder = await makeTemporaryFolder('drops')
  try {
    const file = join(folder.path, 'rows.parquet')
    const layouts = await withFetched(files, { batch, signal }, (fetched) =>
      locally((local) => together(local, fetched, file), signal),
    )
    return await withStaged(session, { volume, run, file }, async (source) =>
      work({ layouts, rows: await batchFrom(session, { table: batch.table, file }, source) }),
    )
  } finally {
    await folder.remove()
  }
}

async function together(
  local: LocalSession,
  batch: FileBatch,
  file: string,
): Promise<readonly Layout[]> {
  try {
    const layouts = await fittingLayouts(local, batch)
    await local.run(`COPY (${rowsOfFiles(batch, layouts)}) TO ${literal(file)} (FORMAT parquet)`)
    return layouts
  } catch (error) {
    throw await blame(local, batch, error)
  }
}

async function locally<T>(
  work: (session: LocalSession) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const file = await DuckDbFile.open(':memory:')
  try {
    return await file.session(work, signal)
  } finally {
    await file.close()
  }
}

/** Appends the files, unless a finding stops it; see `appendBatch` for why that is safe. */
export async function appendFiles(
  session: Session,
  { judge, rows, layouts, files }: Append,
  { name }: CatalogTarget,
): Promise<Written> {
  const { literal: quoted } = session.dialect
  const chosen = `_source_file IN (${files.map((file) => quoted(file.name)).join(', ')})`
  const there = await rowsThere(session, `${name} WHERE ${chosen}`)
  const before = await countOf(session, name)
  const staged = await countOf(session, rows)
  const findings = await judge({
    there,
    before,
    files: new Map(layouts.map((layout) => [layout.name, layout.rows])),
    after: before + staged,
    days: await daysStaged(session, rows),
    nulls: await nullsIn(session, rows, FROM_FILE),
  })
  if (stops(findings) || staged === 0) return { rows: 0, changed: false, findings }
  const known = [...there.values()].reduce((sum, n) => sum + n, 0)
  await swapRows(session, {
    name,
    chosen,
    rows,
    keeps: true,
    guard: `(SELECT count(*) FROM ${name} WHERE ${chosen}) = ${known}`,
  })
  return { rows: staged, changed: true, findings }
}

async function rowsThere(session: Session, source: string): Promise<FileAppendFacts['there']> {
  const rows = await session.rows(
    `SELECT _source_file AS file, count(*) AS n FROM ${source} GROUP BY file`,
  )
  return new Map(rows.map(({ file, n }) => [String(file), Number(n)]))
}

async function daysStaged(session: Session, source: string): Promise<FileAppendFacts['days']> {
  const rows = await session.rows(
    `SELECT _file_date AS day, count(*) AS n FROM ${source} WHERE _file_date IS NOT NULL GROUP BY day`,
  )
  return new Map(rows.map(({ day, n }) => [String(day), Number(n)]))
}
