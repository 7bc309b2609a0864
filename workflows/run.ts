import {
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'

import type { FinishInput, Planned, RunActivities, StepInput } from '../activities/steps.ts'
import type { Day } from '../pipelines/define.ts'
import { createAnnouncer } from './announce.ts'
import { Board } from './board.ts'
import { conduct, type End } from './conduct.ts'
import { problemsOf } from './problems.ts'
import { BUILD } from './profiles.ts'
import { takeResolutions } from './resolve-step.ts'
import { reasonOf } from './run-step.ts'
import type { RunStatus } from './status.ts'

const { finish } = proxyActivities<RunActivities>(BUILD)

export const status = defineQuery<RunStatus>('status')

type Plan = Planned & Pick<StepInput, 'mode'>

/** What an execution that has grown long leaves to the next. */
export interface Handover {
  readonly plan: Plan
  readonly status: RunStatus
}

/** What tells one kind of run from another. */
export interface Job {
  readonly title: (asOf: Day) => string
  plan(identity: Identity): Promise<Plan>
  /** Goes on in a new execution. */
  goOn(handover: Handover): Promise<never>
}

type Identity = ReturnType<typeof identity>

/** One run to its end: plans, does the steps, publishes, keeps how it ended. Fails where a step was given up. */
export async function runToEnd(job: Job, before?: Handover): Promise<RunStatus> {
  const announce = createAnnouncer()
  const since = before?.status.since ?? workflowInfo().startTime.toISOString()
  const board: Board = new Board(job.title, since, () => announce(board.status()))
  setHandler(status, () => board.status(), {
    description: 'The steps of the run and what came of them',
  })
  takeResolutions(board)
  announce(board.status())
  const plan = before?.plan ?? (await planned(job, board))
  board.begin(plan, before?.status)
  const end = await conduct({ plan, board }).catch(async (error: unknown) => {
    board.end(isCancellation(error) ? 'Cancelled' : 'Failed')
    await CancellationScope.nonCancellable(() => close(outcomeOf(plan, board, reasonOf(error))))
    throw error
  })
  if (end === 'full') return job.goOn({ plan, status: board.status() })
  return finished(plan, board, end)
}

async function planned(job: Job, board: Board): Promise<Plan> {
  try {
    return await job.plan(identity())
  } catch (error) {
    board.end(isCancellation(error) ? 'Cancelled' : 'Failed')
    return failing('The run could not be planned.', 'PlanFailed')(error)
  }
}

async function finished(plan: Plan, board: Board, end: Exclude<End, 'full'>): Promise<RunStatus> {
  board.end(end === 'done' ? 'Completed' : 'Failed')
  const problems = problemsOf(board.status())
  await close(outcomeOf(plan, board, problems))
  if (problems && end !== 'done')
    throw failed(problems, end === 'aborted' ? 'Aborted' : 'StepsFailed')
  return board.status()
}

function outcomeOf({ run, asOf }: Plan, board: Board, message: string | null): FinishInput {
  const { state, since, published } = board.status()
  const { workflowId } = workflowInfo()
  return {
    run,
    workflowId,
    asOf,
    startedAt: since,
    state: state === 'Completed' ? 'completed' : state === 'Cancelled' ? 'cancelled' : 'failed',
    latestData: published?.latestData ?? null,
    message,
  }
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

const failed = (message: string, type: string) => ApplicationFailure.nonRetryable(message, type)

/** Fails the run with what an activity said; Temporal's own message is only that one failed. */
const failing =
  (what: string, type: string) =>
  (error: unknown): never => {
    throw isCancellation(error) ? error : failed(`${what} ${reasonOf(error)}`, type)
  }
