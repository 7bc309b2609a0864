import type { Deps } from './deps.ts'
import type { FinishInput, Identity, Plan } from './steps.ts'

/** Keeps that the run has begun. */
export function begin({ warehouse }: Deps, input: Identity, { asOf }: Plan): Promise<void> {
  return warehouse.record('runs', [
    {
      run_id: input.run,
      workflow_id: input.workflowId,
      as_of: asOf,
      started_at: input.startedAt,
      ended_at: null,
      state: 'running',
      latest_data: null,
      message: null,
    },
  ])
}

/** Drops what the run has staged and not published, and keeps how it ended. */
export async function finish({ warehouse, now }: Deps, input: FinishInput): Promise<void> {
  await warehouse.discard(input.run)
  await warehouse.record('runs', [
    {
      run_id: input.run,
      workflow_id: input.workflowId,
      as_of: input.asOf,
      started_at: input.startedAt,
      ended_at: now().toISOString(),
      state: input.state,
      latest_data: input.latestData,
      message: input.message,
    },
  ])
}
