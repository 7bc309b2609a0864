import pLimit from 'p-limit'

import type { FileFacts } from '../checks/facts.ts'
import type { RawTable } from '../pipelines/define.ts'
import type { Deps, Sources } from './deps.ts'
import type { DropState } from './sources/source.ts'
import type { DropFile, Scope } from './warehouse/warehouse.ts'

/** A copy that has not written for this long has ended, or will not end. */
const SETTLED_MS = 10 * 60_000

const LOOKS_AT_ONCE = 8

/** What files say of themselves is held in memory while they are read: so many at once. */
export const FILES_AT_ONCE = 100

/** What is needed of what a worker works with. */
export interface DropDeps extends Pick<Deps, 'warehouse' | 'now'> {
  readonly sources: Pick<Sources, 'parquet-drops'>
}

/** A file that a table lacks. */
export interface NewFile extends DropFile {
  /** As it was found, and must still be when its rows are committed. */
  readonly state: DropState
  /** Whether it was written to so lately that the one who writes it may not be done. */
  readonly recent: boolean
  readonly facts: FileFacts
}

interface Lacking {
  readonly table: RawTable
  /** Where each file is, by its name. */
  readonly paths: ReadonlyMap<string, string>
}

/** Looks at the files that a table lacks, in the order of their names; those that are gone by now are left out. */
export async function newFiles(
  deps: DropDeps,
  { table, paths }: Lacking,
  scope: Scope & { readonly signal: AbortSignal },
): Promise<readonly NewFile[]> {
  const seen = await lookAtAll(deps, paths, scope.signal)
  const ended = seen.filter(({ state }) => state.ended)
  const facts = new Map<string, FileFacts>()
  for (let start = 0; start < ended.length; start += FILES_AT_ONCE) {
    const files = ended.slice(start, start + FILES_AT_ONCE)
    for (const fact of await deps.warehouse.inspectFiles({ table, files }, scope))
      facts.set(fact.name, fact)
  }
  const now = deps.now().getTime()
  return seen.map((file) => ({
    ...file,
    recent: now - file.state.modifiedAt.getTime() < SETTLED_MS,
    facts: facts.get(file.name) ?? unended(file),
  }))
}

type Seen = Pick<NewFile, 'name' | 'path' | 'state'>

async function lookAtAll(
  { sources }: Pick<DropDeps, 'sources'>,
  paths: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<readonly Seen[]> {
  const limit = pLimit(LOOKS_AT_ONCE)
  const seen = await limit.map([...paths], async ([name, path]): Promise<Seen[]> => {
    signal.throwIfAborted()
    const state = await sources['parquet-drops'].look(path)
    return state ? [{ name, path, state }] : []
  })
  return seen.flat().sort((one, other) => (one.name < other.name ? -1 : 1))
}

/** Nothing else needs to be asked of a file that lacks its ending. */
function unended({ name, state: { bytes } }: Seen): FileFacts {
  if (bytes === 0) return { name, rows: 0, faults: [] }
  return {
    name,
    rows: null,
    faults: [`of its ${bytes} bytes the first or the last are not those of a parquet file`],
  }
}

/** Whether a file is not whole, or is empty as one is whose copy has just begun. */
export const isBroken = ({ state, facts }: NewFile): boolean => !state.ended || facts.rows === null

/** The names of those files that are no longer as they were found. */
export async function changedFiles(
  { sources }: Pick<DropDeps, 'sources'>,
  files: readonly NewFile[],
): Promise<readonly string[]> {
  const limit = pLimit(LOOKS_AT_ONCE)
  const changed = await limit.map(files, async ({ name, path, state }) => {
    const now = await sources['parquet-drops'].look(path)
    const same =
      now?.bytes === state.bytes && now.modifiedAt.getTime() === state.modifiedAt.getTime()
    return same ? [] : [name]
  })
  return changed.flat()
}
