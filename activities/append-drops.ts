import { ApplicationFailure } from '@temporalio/common'

import { checkFileAppend } from '../checks/file-append.ts'
import { checkListing } from '../checks/file-listing.ts'
import { checkFiles } from '../checks/files.ts'
import { checkFilesAfter } from '../checks/files-after.ts'
import { filesChanged } from '../checks/files-changed.ts'
import { filesLeft } from '../checks/files-left.ts'
import type { Finding } from '../checks/finding.ts'
import type { CheckName } from '../checks/names.ts'
import { type RawTable, sql } from '../pipelines/define.ts'
import { type FailureType, passing } from './failure.ts'
import { requireNoStop } from './findings.ts'
import { londonDay } from './london-day.ts'
import {
  changedFiles,
  type DropDeps,
  FILES_AT_ONCE,
  isBroken,
  type NewFile,
  newFiles,
} from './new-files.ts'
import type { Scope } from './warehouse/warehouse.ts'

interface Outcome {
  readonly rows: number
  readonly findings: readonly Finding[]
}

interface Step {
  readonly deps: DropDeps
  readonly table: RawTable
  readonly scope: Scope & { readonly signal: AbortSignal }
}

/**
 * Appends the files that the table lacks, by their names, so many at a time that thousands need no more memory than a
 * hundred. One that is not as it must be stops the step before anything is appended; what only shows when rows are read
 * leaves what was committed before. Files that are still being written are left for the next run.
 */
export async function appendDrops(
  deps: DropDeps,
  { table, progress }: { table: RawTable; progress: (rows: number) => void },
  scope: Step['scope'],
): Promise<Outcome> {
  const step: Step = { deps, table, scope }
  const what = `Appending the new files of ${table.name}`
  const listed = await deps.sources['parquet-drops'].list(table, scope.signal)
  const before = await namesIn(step)
  const paths = new Map([...listed].filter(([name]) => !before.has(name)))
  const listing = { listed: listed.size, fresh: [...paths.keys()].sort() }
  requireNoStop(what, checkListing(table, listing, londonDay(deps.now())))
  const found = await newFiles(deps, { table, paths }, scope)
  const half = found.filter((file) => file.recent && isBroken(file))
  const files = found.filter((file) => !half.includes(file))
  const facts = files.map((file) => file.facts)
  requireNoStop(what, checkFiles(table, facts))
  const { rows, unsettled } = await appendAll(step, batchesOf(files), progress)
  const left = [...half, ...unsettled].map(({ name }) => name)
  const now = files.length === 0 ? before : await namesIn(step)
  const after = { listed: new Set(listed.keys()), before, after: now }
  const findings = [...filesLeft(table, left), ...checkFilesAfter(table, after, scope.runDay)]
  return { rows, findings }
}

async function namesIn({ deps, table, scope }: Step): Promise<ReadonlySet<string>> {
  const rows = await deps.warehouse.query(sql`select distinct _source_file from ${table}`, scope)
  return new Set(rows.map((row) => String(row['_source_file'])))
}

type Batch = readonly NewFile[]

/** Oldest first, but those that were just written after the others, which do not have to wait for them. */
function batchesOf(files: Batch): readonly Batch[] {
  const inBatches = (some: Batch) =>
    Array.from({ length: Math.ceil(some.length / FILES_AT_ONCE) }, (_, at) =>
      some.slice(at * FILES_AT_ONCE, (at + 1) * FILES_AT_ONCE),
    )
  return [
    ...inBatches(files.filter(({ recent }) => !recent)),
    ...inBatches(files.filter(({ recent }) => recent)),
  ]
}

interface Appended {
  readonly rows: number
  /** Files that were just written, and turned out not to be whole or to change. */
  readonly unsettled: Batch
}

async function appendAll(
  step: Step,
  batches: readonly Batch[],
  progress: (rows: number) => void,
): Promise<Appended> {
  let rows = 0
  const unsettled: NewFile[] = []
  for (const batch of batches) {
    const appended = await appendSettled(step, batch)
    rows += appended.rows
    unsettled.push(...appended.unsettled)
    progress(rows)
  }
  return { rows, unsettled }
}

/** Appends a batch, or where one of its files is still being written, each of them alone. */
async function appendSettled(step: Step, batch: Batch): Promise<Appended> {
  try {
    return { rows: await appendBatch(step, batch), unsettled: [] }
  } catch (error) {
    if (!batch.every(({ recent }) => recent) || !isOfFile(error)) throw error
    if (batch.length === 1) return { rows: 0, unsettled: batch }
    return appendAll(
      step,
      batch.map((file) => [file]),
      () => undefined,
    )
  }
}

/** Whether the fault is a file's, which may be whole in a while. */
const isOfFile = (error: unknown): boolean =>
  error instanceof ApplicationFailure &&
  (error.type === 'BrokenContract' || error.type === 'Unavailable')

/** What ends a batch otherwise than by its rows: somebody else was there. */
const MEANWHILE = [
  ['no-file-twice', 'Warehouse', 'another writer appended some of them meanwhile'],
  ['files-unchanged', 'Unavailable', 'some were written to meanwhile'],
] as const satisfies readonly (readonly [CheckName, FailureType, string])[]

/** Appends files at once; resolves to their rows. */
async function appendBatch({ deps, table, scope }: Step, batch: Batch): Promise<number> {
  const what = `Appending ${batch.length} files to ${table.name}, from ${batch[0]?.name} on`
  const today = londonDay(deps.now())
  const { rows, findings } = await deps.warehouse.appendFiles(
    { table, files: batch },
    async (facts) => [
      ...checkFileAppend(table, facts, today),
      ...filesChanged(table, await changedFiles(deps, batch)),
    ],
    scope,
  )
  for (const [check, type, why] of MEANWHILE)
    if (findings.some((finding) => finding.check === check))
      throw passing(type, `${what}: ${why}. The step looks again for what is missing.`)
  requireNoStop(what, findings)
  return rows
}
