import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'

import type { FinishInput, Plan, RunActivities } from '../activities/steps.ts'
import { Board, type RunStatus } from './board.ts'
import { detailsOf } from './details.ts'
import { parseDailyUpdateInput } from './input.ts'
import { BUILD, CONTROL } from './profiles.ts'
import { reasonOf, runSteps } from './steps.ts'

const { plan } = proxyActivities<RunActivities>(CONTROL)
const { publish, finish } = proxyActivities<RunActivities>(BUILD)

export const status = defineQuery<RunStatus>('status')

/**
 * One daily update: plans, appends the raw tables side by side, builds the app tables by their graph, publishes those
 * that passed together, and last moves the cache key. Fails at the end where a step failed, and says which and why.
 */
export async function dailyUpdate(input?: unknown): Promise<RunStatus> {
  const board: Board = new Board(() => setCurrentDetails(detailsOf(board.status())))
  setHandler(status, () => board.status(), {
    description: 'The steps of the run and what came of them',
  })
  const asked = parseDailyUpdateInput(input)
  const planned = await plan({ ...identity(), ...asked }).catch(
    failing('The run could not be planned.', 'PlanFailed'),
  )
  board.begin(planned)
  try {
    await runSteps(planned, board)
    await publishPassed(planned, board).catch(
      failing('What was built could not be published.', 'PublishFailed'),
    )
  } catch (error) {
    await CancellationScope.nonCancellable(() => close(outcomeOf(planned, board, error)))
    throw error
  }
  await close(outcomeOf(planned, board))
  const problems = problemsOf(board)
  if (problems) throw failed(problems, 'StepsFailed')
  return board.status()
}

const close = (outcome: FinishInput): Promise<void> =>
  finish(outcome).catch(failing('How the run ended could not be kept.', 'FinishFailed'))

function identity() {
  const { runId, workflowId, startTime, searchAttributes } = workflowInfo()
  const [scheduled] = searchAttributes['TemporalScheduledStartTime'] ?? []
  return {
    run: runId.replaceAll('-', ''),
    workflowId,
    startedAt: startTime.toISOString(),
    ...(scheduled instanceof Date && { scheduledAt: scheduled.toISOString() }),
  }
}

/** Tables that are as they were need no swap; the key is looked at in any case. */
async function publishPassed({ run, asOf, app }: Plan, board: Board): Promise<void> {
  const tables = app.flatMap(({ table }) => (board.get(table)?.state === 'built' ? [table] : []))
  board.publish(await publish({ run, asOf, tables }))
}

function outcomeOf({ run, asOf }: Plan, board: Board, error?: unknown): FinishInput {
  const { workflowId, startTime } = workflowInfo()
  const message = error === undefined ? problemsOf(board) : reasonOf(error)
  const state = isCancellation(error) ? 'cancelled' : message ? 'failed' : 'completed'
  const latestData = board.status().published?.latestData ?? null
  return { run, workflowId, asOf, startedAt: startTime.toISOString(), state, latestData, message }
}

/** The failed steps and why, and what they held up; null where all passed. */
function problemsOf(board: Board): string | null {
  const { steps, published } = board.status()
  const bad = steps.filter(({ state }) => state === 'failed')
  const held = steps.filter(({ state }) => state === 'blocked').map(({ step }) => step)
  if (bad.length === 0) return null
  return [
    `${bad.length} of ${steps.length} steps failed; ${published?.tables.length ?? 0} tables were published, the rest stay as they were.`,
    ...bad.map(({ step, message }) => `${step}: ${message}`),
    ...(held.length > 0 ? [`Not built for want of these: ${held.join(', ')}.`] : []),
  ].join('\n')
}

const failed = (message: string, type: string) => ApplicationFailure.nonRetryable(message, type)

/** Fails the run with what an activity said; Temporal's own message is only that one failed. */
const failing = (what: string, type: string) => (error: unknown) => {
  throw isCancellation(error) ? error : failed(`${what} ${reasonOf(error)}`, type)
}
