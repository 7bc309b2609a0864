import type { RawTable } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { VolumeFiles } from '../volume-files.ts'
import { dropPlaces, isDrop, MAGIC, SHORTEST } from './drop-places.ts'
import type { DropFolder, DropState } from './source.ts'

/** The drops under a folder of a volume, by the Files API. */
export const createVolumeDrops = (root: string, files: VolumeFiles): DropFolder => ({
  list: (table, signal) => list({ root, files }, table, signal),
  look: (path) => look(files, path),
})

interface Root {
  readonly root: string
  readonly files: VolumeFiles
}

async function list(
  { root, files }: Root,
  table: RawTable,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const { folder, pattern, required } of dropPlaces(table)) {
    const place = folder ? `${root}/${folder}` : root
    const entries = await files.list(place, signal)
    if (!entries && required)
      throw final(
        'BadInput',
        `Listing the files of ${table.name} in ${place}: it is not there. Set EES_PARQUET_ROOT to the folder that the logs are copied to.`,
      )
    for (const { name, path, isFolder } of entries ?? [])
      if (!isFolder && isDrop(name, pattern)) found.set(name, path)
  }
  return found
}

async function look(files: VolumeFiles, path: string): Promise<DropState | undefined> {
  const found = await files.look(path)
  return found && { ...found, ended: await hasEnds(files, path, found.bytes) }
}

async function hasEnds(files: VolumeFiles, path: string, bytes: number): Promise<boolean> {
  if (bytes < SHORTEST) return false
  const ends = await Promise.all(
    [0, bytes - MAGIC.length].map((at) => files.read(path, at, at + MAGIC.length)),
  )
  return ends.every((end) => end.toString('latin1') === MAGIC)
}
