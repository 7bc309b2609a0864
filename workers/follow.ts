import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client'
import { ApplicationFailure, CancelledFailure } from '@temporalio/common'

import type { RunStatus } from '../workflows/status.ts'
import type { Signal } from './commands/signals.ts'
import { createProgress } from './progress.ts'
import type { Runner } from './runner.ts'
import { summaryOf } from './summary.ts'
import { waitingLines } from './waiting-lines.ts'
import { type Run, type RunHandle, statusOf, watch } from './watch.ts'
import { TASK_QUEUE } from './worker.ts'

/** A run as a command asks for it. */
export interface Asked {
  readonly type: 'dailyUpdate' | 'backfill'
  readonly workflowId: string
  readonly input: object
}

/** Starts a run, or joins one of the same id that still goes on, and shows it. */
export async function startAndFollow(
  runner: Runner,
  asked: Asked,
  stopped: Promise<Signal>,
): Promise<void> {
  const { handle, joined } = await startRun(runner, asked)
  try {
    await followRun(runner, handle, stopped)
  } catch (error) {
    if (!joined || !isUnplanned(error)) throw error
    // Nothing of it had begun, and what was in the way before may be gone.
    say(error.message, 'It is started anew.')
    const anew = await startRun(runner, asked)
    await followRun(runner, anew.handle, stopped)
  }
}

interface Started {
  readonly handle: RunHandle
  /** Whether it had begun before. */
  readonly joined: boolean
}

/** Starts a run; of one of the same id that still goes on, what is parked is tried again. */
async function startRun({ temporal }: Runner, asked: Asked): Promise<Started> {
  const { type, workflowId, input } = asked
  const { workflow } = temporal.client
  try {
    const handle = await workflow.start<Run>(type, {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
    })
    return { handle, joined: false }
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    say(`The run ${workflowId} goes on where it was.`)
    const handle = workflow.getHandle<Run>(workflowId)
    await retryParked(handle)
    return { handle, joined: true }
  }
}

async function retryParked(handle: RunHandle): Promise<void> {
  const status = await statusOf(handle)
  const parked = status?.steps.filter(({ state }) => state === 'parked') ?? []
  for (const { step } of parked) {
    const args: [unknown] = [{ step, action: 'retry', reason: 'the command was started again' }]
    await handle.executeUpdate('resolveStep', { args })
  }
}

/** Shows a run until it has ended, waits for a person, or is left; sets the exit code. */
export async function followRun(
  runner: Runner,
  handle: RunHandle,
  stopped: Promise<Signal>,
): Promise<void> {
  const began = performance.now()
  const progress = createProgress(process.stdout)
  const leaving = new AbortController()
  let last: RunStatus | undefined
  const show = (status: RunStatus) => progress.show((last = status))
  const watching = watch(handle, { show, signal: leaving.signal })
  let end: RunStatus | Signal | undefined
  try {
    end = await Promise.race([stopped, watching, ...(runner.failed ? [runner.failed] : [])])
  } catch (error) {
    throw error instanceof WorkflowFailedError ? endOf(error, last) : error
  } finally {
    leaving.abort()
    await Promise.allSettled([watching])
    await progress.end()
    if (last?.published) say('', ...summaryOf(last, (performance.now() - began) / 1000))
  }
  const { workflowId } = handle
  if (typeof end === 'string') leave(end, { workflowId, own: runner.own })
  else if (end?.waits) {
    process.exitCode = FAILED
    process.stderr.write(`\n${waitingLines(end, { workflowId, own: runner.own }).join('\n')}\n`)
  }
}

const FAILED = 1

/** How a run ended that did not do all it was to do. */
function endOf(error: WorkflowFailedError, last: RunStatus | undefined): Error {
  const { cause } = error
  const run = last?.title.startsWith('Backfill') ? 'backfill' : 'daily update'
  if (cause instanceof CancelledFailure)
    return new Error(`The ${run} was cancelled. What was committed stays; nothing was published.`)
  return new Error(`The ${run} failed. ${cause?.message ?? error.message}`, { cause: error })
}

/** Whether a run failed before it knew its steps. */
const isUnplanned = (error: unknown): error is Error =>
  error instanceof Error &&
  error.cause instanceof WorkflowFailedError &&
  error.cause.cause instanceof ApplicationFailure &&
  error.cause.cause.type === 'PlanFailed'

export interface Left {
  readonly workflowId: string
  /** Whether nobody but this process does its steps. */
  readonly own: boolean
}

/** Says how a command was left, and what becomes of the run it had started, if any. */
export function leave(signal: Signal, left?: Left): void {
  say('', left ? farewell(left) : 'Stopped before a run was started.')
  process.exitCode = signal === 'SIGINT' ? 130 : 143
}

const farewell = ({ workflowId, own }: Left): string =>
  own
    ? `Stopped. What was committed stays; start the same command again and the run ${workflowId} goes on where it was.`
    : `No longer watching: the run ${workflowId} goes on. Start the same command again to see it.`

const say = (...lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`)
