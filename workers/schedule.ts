import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client'

import { NAME, SCHEDULE } from '../pipelines/ees/pipeline.ts'
import { TASK_QUEUE } from './worker.ts'

const SCHEDULE_ID = `${NAME}-daily-update`

const DECLARED = {
  scheduleId: SCHEDULE_ID,
  // In UTC: a local time would come twice, or not at all, on the days when the clocks change.
  spec: { cronExpressions: [SCHEDULE], timezone: 'UTC' },
  action: { type: 'startWorkflow', workflowType: 'dailyUpdate', taskQueue: TASK_QUEUE, args: [] },
  policies: {
    // A run that takes long is followed by the next, never skipped.
    overlap: ScheduleOverlapPolicy.BUFFER_ONE,
    catchupWindow: '2 days',
    // A day that is missed costs more than a failure that comes again.
    pauseOnFailure: false,
  },
} as const satisfies ScheduleOptions

/** Declares the schedule, or changes the one that is there; a pause that a person has set stays. */
export async function applySchedule({ schedule }: Client): Promise<'created' | 'updated'> {
  try {
    await schedule.create(DECLARED)
    return 'created'
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error
    await handleOf({ schedule }).update(({ state }) => ({ ...DECLARED, state }))
    return 'updated'
  }
}

export const pauseSchedule = (client: Client, reason: string) =>
  declared(() => handleOf(client).pause(reason))

export const resumeSchedule = (client: Client, reason: string) =>
  declared(() => handleOf(client).unpause(reason))

/** Starts a run now, after the one that goes on, if any. */
export const triggerSchedule = (client: Client) =>
  declared(() => handleOf(client).trigger(ScheduleOverlapPolicy.BUFFER_ONE))

/** How the schedule stands, in lines. */
export async function describeSchedule(client: Client): Promise<readonly string[]> {
  const { state, info } = await declared(() => handleOf(client).describe())
  const { nextActionTimes, recentActions, numActionsMissedCatchupWindow: missed } = info
  const paused = state.note ? `paused: ${state.note}` : 'paused'
  return [
    `${SCHEDULE_ID}: ${state.paused ? paused : 'running'}, "${SCHEDULE}" in UTC`,
    `next   ${nextActionTimes[0]?.toISOString() ?? 'none'}`,
    ...recentActions.map(
      ({ scheduledAt, action }) => `${scheduledAt.toISOString()}  ${action.workflow.workflowId}`,
    ),
    ...(missed > 0 ? [`${missed} runs were missed for longer than two days`] : []),
  ]
}

const handleOf = ({ schedule }: Pick<Client, 'schedule'>) => schedule.getHandle(SCHEDULE_ID)

/** Says what to do where there is no schedule yet. */
async function declared<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error
    throw new Error(
      `Looking for the schedule ${SCHEDULE_ID}: there is none in this namespace. Declare it with: npx ees schedule apply`,
      { cause: error },
    )
  }
}
