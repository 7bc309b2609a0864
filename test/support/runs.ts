import { setTimeout } from 'node:timers/promises'

import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client'

import type { RunStatus } from '../../workflows/status.ts'

type Run = WorkflowHandle<(input?: unknown) => Promise<RunStatus>>

/** How a run stands. */
export const statusOf = (run: Run): Promise<RunStatus> => run.query<RunStatus>('status')

/** Waits until a run is as wanted. */
export async function untilRun(
  run: Run,
  isWanted: (status: RunStatus) => boolean,
): Promise<RunStatus> {
  for (;;) {
    const status = await statusOf(run)
    if (isWanted(status)) return status
    await setTimeout(50)
  }
}

/** Waits until nothing of a run goes on without a person. */
export const untilWaits = (run: Run): Promise<RunStatus> => untilRun(run, ({ waits }) => waits)

/** The parked steps. */
export const parkedIn = ({ steps }: RunStatus): readonly string[] =>
  steps.flatMap(({ step, state }) => (state === 'parked' ? [step] : []))

/** Decides about a step of a run. */
export const resolveStep = (run: Run, resolution: unknown): Promise<RunStatus> =>
  run.executeUpdate('resolveStep', { args: [resolution] })

/** What the refusal of a decision says. */
export async function refusalOf(run: Run, resolution: unknown): Promise<string> {
  try {
    const taken = await resolveStep(run, resolution)
    return `was not refused: ${JSON.stringify(taken)}`
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return error.cause?.message ?? ''
    throw error
  }
}
