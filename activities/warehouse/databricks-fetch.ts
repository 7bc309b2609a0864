import { join } from 'node:path'

import pLimit from 'p-limit'

import { makeTemporaryFolder } from '../temporary-folder.ts'
import type { VolumeFiles } from '../volume-files.ts'
import type { FileBatch } from './warehouse.ts'

const AT_ONCE = 8

interface Fetching {
  readonly batch: FileBatch
  readonly signal: AbortSignal | undefined
}

/**
 * Fetches those files of a batch that lie in a volume, for the length of some work. Spark refuses parquet's UUIDs, which
 * nearly every drop has, so that it cannot read them where they lie; DuckDB can, and holds them against their table.
 */
export async function withFetched<T>(
  volume: VolumeFiles,
  { batch, signal }: Fetching,
  work: (batch: FileBatch) => Promise<T>,
): Promise<T> {
  if (!batch.files.some(({ path }) => isInVolume(path))) return work(batch)
  const folder = await makeTemporaryFolder('fetched')
  try {
    const files = await pLimit(AT_ONCE).map([...batch.files], async (file) => {
      if (!isInVolume(file.path)) return file
      const path = join(folder.path, file.name)
      await volume.save(file.path, path, signal)
      return { ...file, path }
    })
    return await work({ ...batch, files })
  } finally {
    await folder.remove()
  }
}

const isInVolume = (path: string): boolean => path.startsWith('/Volumes/')
