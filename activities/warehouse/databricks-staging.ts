import { randomUUID } from 'node:crypto'

import type { Session } from './databricks-client.ts'

interface Staged {
  /** Where staged files lie, `/Volumes/<catalog>/<schema>/<volume>`. */
  readonly volume: string
  readonly run: string
  /** A local parquet file. */
  readonly file: string
}

/** Uploads a file for the length of some work, which is told what stands for its rows behind FROM. */
export async function withStaged<T>(
  session: Session,
  { volume, run, file }: Staged,
  work: (source: string) => Promise<T>,
): Promise<T> {
  const path = `${volume}/${fileName(run)}`
  await session.upload(file, path)
  try {
    return await work(sourceAt(path))
  } finally {
    // What stays goes with all that its run has staged.
    await session.remove(path).catch(() => undefined)
  }
}

/** What stands for the rows of parquet files behind FROM. */
export const sourceAt = (path: string): string => `parquet.\`${path}\``

const fileName = (run: string): string => `staged_${run}__${randomUUID()}.parquet`
