import type { Dir } from 'node:fs'
import { type FileHandle, open, opendir } from 'node:fs/promises'
import { join } from 'node:path'

import type { RawTable } from '../../pipelines/define.ts'
import { final, passing } from '../failure.ts'
import { type DropPlace, dropPlaces, isDrop, MAGIC, SHORTEST } from './drop-places.ts'
import type { DropFolder, DropState } from './source.ts'

/** The drops under a folder of this machine, or one that is mounted there. */
export const createParquetDrops = (root: string): DropFolder => ({
  list: (table, signal) => list(root, table, signal),
  look,
})

async function list(
  root: string,
  table: RawTable,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const { folder, ...place } of dropPlaces(table))
    await collect(files, { ...place, table, folder: join(root, folder), signal })
  return files
}

interface Place extends DropPlace {
  readonly table: RawTable
  readonly signal: AbortSignal
}

/** Adds the files of a folder; entry by entry, as there may be many of other tables. */
async function collect(files: Map<string, string>, place: Place): Promise<void> {
  const { folder, pattern, signal } = place
  try {
    const entries = await openFolder(place)
    for await (const entry of entries ?? []) {
      signal.throwIfAborted()
      const mayBeFile = entry.isFile() || entry.isSymbolicLink()
      if (mayBeFile && isDrop(entry.name, pattern)) files.set(entry.name, join(folder, entry.name))
    }
  } catch (cause) {
    signal.throwIfAborted()
    throw unreadable(`Listing the files of ${place.table.name} in ${folder}`, cause)
  }
}

async function openFolder({ folder, required }: Place): Promise<Dir | undefined> {
  try {
    return await opendir(folder, { bufferSize: 1024 })
  } catch (error) {
    if (!required && codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function look(path: string): Promise<DropState | undefined> {
  try {
    await using file = await open(path)
    const { size, mtime } = await file.stat()
    return { bytes: size, modifiedAt: mtime, ended: await hasEnds(file, size) }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw unreadable(`Looking at the file ${path}`, cause)
  }
}

async function hasEnds(file: FileHandle, size: number): Promise<boolean> {
  if (size < SHORTEST) return false
  for (const at of [0, size - MAGIC.length]) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), { position: at })
    if (buffer.toString('latin1', 0, bytesRead) !== MAGIC) return false
  }
  return true
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** What the settings or the rights of this user are to blame for, as the file system words it. */
const OURS: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there. Set EES_PARQUET_ROOT to the folder that the logs are copied to.',
  ENOTDIR: 'it is no folder. Set EES_PARQUET_ROOT to the folder that the logs are copied to.',
  EACCES: 'this user may not read it. Give the user that right.',
  EPERM: 'this user may not read it. Give the user that right.',
}

function unreadable(what: string, cause: unknown) {
  const meaning = OURS[codeOf(cause)]
  if (meaning) return final('BadInput', `${what}: ${meaning}`, { cause })
  const said = cause instanceof Error ? cause.message : String(cause)
  return passing(
    'Unavailable',
    `${what} failed: ${said}. The step tries again; if it goes on, look at the disk or the mount.`,
    { cause },
  )
}
