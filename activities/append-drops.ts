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
  const left = new Set(found.filter((file) => file.recent && isBroken(file)))
  const files = found.filter((file) => !left.has(file))
  requireNoStop(
    what,
    checkFiles(
      table,
      files.map(({ facts }) => facts),
    ),
  )
  let rows = 0
  for (const batch of batchesOf(files)) {
    const appended = await appendBatch(step, batch)
    if (appended === 'unsettled') for (const file of batch) left.add(file)
    else progress((rows += appended))
  }
  const after = { listed: new Set(listed.keys()), before, after: await namesIn(step) }
  const names = [...left].map(({ name }) => name)
  return {
    rows,
    findings: [...filesLeft(table, names), ...checkFilesAfter(table, after, scope.runDay)],
  }
}

async function namesIn({ deps, table, scope }: Step): Promise<ReadonlySet<string>> {
  const rows = await deps.warehouse.query(sql`select distinct _source_file from ${table}`, scope)
  return new Set(rows.map((row) => String(row['_source_file'])))
}

/** Oldest first. One that was just written stands alone, so that no other has to wait for it. */
function batchesOf(files: readonly NewFile[]): readonly (readonly NewFile[])[] {
  const settled = files.filter(({ recent }) => !recent)
  const starts = Array.from(
    { length: Math.ceil(settled.length / FILES_AT_ONCE) },
    (_, at) => at * FILES_AT_ONCE,
  )
  return [
    ...starts.map((start) => settled.slice(start, start + FILES_AT_ONCE)),
    ...files.filter(({ recent }) => recent).map((file) => [file]),
  ]
}

/** What ends a batch otherwise than by its rows: somebody else was there. */
const MEANWHILE = [
  ['no-file-twice', 'Warehouse', 'another writer appended some of them meanwhile'],
  ['files-unchanged', 'Unavailable', 'some were written to meanwhile'],
] as const satisfies readonly (readonly [CheckName, FailureType, string])[]

/** The rows appended, or that a file which was just written shows that it is still being written. */
async function appendBatch(
  { deps, table, scope }: Step,
  batch: readonly NewFile[],
): Promise<number | 'unsettled'> {
  const what = `Appending ${batch.length} files to ${table.name}, from ${batch[0]?.name} on`
  const today = londonDay(deps.now())
  try {
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
  } catch (error) {
    if (batch.some(({ recent }) => recent) && isOfFile(error)) return 'unsettled'
    throw error
  }
}

/** Whether a file is at fault that may be whole in a while. */
const isOfFile = (error: unknown): boolean =>
  error instanceof ApplicationFailure &&
  (error.type === 'BrokenContract' || error.type === 'Unavailable')
