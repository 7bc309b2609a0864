import type { Deps } from './deps.ts'

/** Drops what runs that are over have left staged: a run that was terminated could not do it itself. */
export async function sweep({ warehouse, isRunning }: Deps, run: string): Promise<void> {
  for (const staged of await warehouse.stagedRuns())
    if (staged !== run && !(await isRunning(staged))) await warehouse.discard(staged)
}
