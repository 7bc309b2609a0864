import type { Deps } from './deps.ts'

/** Drops what runs that are over have left staged: a run that was terminated could not do it itself. */
export async function sweep(deps: Deps, run: string): Promise<void> {
  for (const staged of await deps.warehouse.stagedRuns())
    if (staged !== run && (await isOver(deps, staged))) await deps.warehouse.discard(staged)
}

/** A run is recorded before it stages anything: of one without a record nobody knows. */
async function isOver({ warehouse, isRunning }: Deps, run: string): Promise<boolean> {
  const [kept] = await warehouse.recall('runs', run)
  return typeof kept?.['workflow_id'] !== 'string' || !(await isRunning(kept['workflow_id'], run))
}
