import { setTimeout } from 'node:timers/promises'

import type { WorkflowHandle } from '@temporalio/client'
import { defaultPayloadConverter } from '@temporalio/common'
import { optionalTsToMs } from '@temporalio/common/lib/time.js'

import type { RunStatus, StepStatus } from '../workflows/status.ts'

/** A workflow that ends in how the run stood. */
export type Run = (input?: unknown) => Promise<RunStatus>
export type RunHandle = WorkflowHandle<Run>

/** Each look is a task for the worker and a query of the server, which have the run itself to get on with. */
const INTERVAL_MS = 1_000

export interface Watching {
  /** Told how the run stands, again and again. */
  readonly show: (status: RunStatus) => void
  /** Ends the watching, not the run. */
  readonly signal: AbortSignal
}

/**
 * Watches a run until it has ended, and resolves or rejects as the run does, or until it waits for a person. Resolves
 * to undefined once the signal has come: a server that is away may leave the last look without an answer for minutes.
 */
export async function watch(handle: RunHandle, watching: Watching): Promise<RunStatus | undefined> {
  const { signal } = watching
  const left = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  return Promise.race([left, watchToEnd(handle, watching)])
}

async function watchToEnd(
  handle: RunHandle,
  { show, signal }: Watching,
): Promise<RunStatus | undefined> {
  const result = handle.client.connection.withAbortSignal(signal, () => handle.result())
  // The rejection is the caller's, at the end; without this the loop would let it go unhandled meanwhile.
  const ended = result.then(
    () => true,
    () => true,
  )
  do {
    const status = await showNow(handle, { show, signal })
    if (status?.waits) return status
  } while (!(await Promise.race([ended, setTimeout(INTERVAL_MS, signal.aborted)])))
  if (signal.aborted) return undefined
  await showNow(handle, { show, signal })
  return result
}

async function showNow(
  handle: RunHandle,
  { show, signal }: Watching,
): Promise<RunStatus | undefined> {
  const status = signal.aborted ? undefined : await statusOf(handle)
  if (!status || signal.aborted) return undefined
  show(status)
  return status
}

/** Temporal's mark of a run whose history is not what the worker's code would have made. */
const NONDETERMINISM = 'TMPRL1100'

const otherVersion = ({ workflowId }: WorkflowHandle, cause: Error) =>
  new Error(
    `Asking the run ${workflowId} how it stands: this version of the program goes another way than the one that the run began with, and cannot take it over. Deploy the version before this one, or terminate the run in the Temporal UI and start it again. ${cause.message}`,
    { cause },
  )

/**
 * How the run stands, with what is known of steps under way; undefined while no worker answers.
 * @throws where the worker's version cannot go on with the run
 */
export async function statusOf(handle: WorkflowHandle): Promise<RunStatus | undefined> {
  try {
    const [status, underWay] = await Promise.all([
      handle.query<RunStatus>('status'),
      stepsUnderWay(handle),
    ])
    return { ...status, steps: status.steps.map((step) => together(step, underWay.get(step.step))) }
  } catch (error) {
    if (error instanceof Error && error.message.includes(NONDETERMINISM))
      throw otherVersion(handle, error)
    // A run that has not begun, or whose worker is away, has nothing to show yet.
    if (error instanceof Error && /query|worker|deadline|not found/i.test(error.message))
      return undefined
    throw error
  }
}

interface UnderWay {
  /** Fetched so far. */
  readonly rows: number
  /** Why it is tried again. */
  readonly retry: string | undefined
}

const together = (step: StepStatus, underWay: UnderWay | undefined): StepStatus => {
  if (!underWay) return step
  const { rows, retry } = underWay
  return { ...step, rows: step.rows + rows, ...(retry !== undefined && { message: retry }) }
}

/** Activities tell their rows with each heartbeat; the server knows what their last attempt failed with. */
async function stepsUnderWay(handle: WorkflowHandle): Promise<ReadonlyMap<string, UnderWay>> {
  const { raw } = await handle.describe()
  const steps = new Map<string, UnderWay>()
  for (const pending of raw.pendingActivities ?? []) {
    const [payload] = pending.heartbeatDetails?.payloads ?? []
    const details: unknown = payload && defaultPayloadConverter.fromPayload(payload)
    const rows = isProgress(details) ? details.rows : 0
    const { name } = pending.activityType ?? {}
    if (name) steps.set(name, { rows, retry: retryOf(pending) })
  }
  return steps
}

type Pending = NonNullable<
  Awaited<ReturnType<WorkflowHandle['describe']>>['raw']['pendingActivities']
>[number]

/** From this wait on, somebody may wonder whether it has come to a stand; in milliseconds. */
const LONG_WAIT_MS = 60_000

function retryOf({
  attempt,
  lastFailure,
  lastAttemptCompleteTime,
  nextAttemptScheduleTime,
}: Pending): string | undefined {
  if (!lastFailure?.message) return undefined
  const [failed, next] = [lastAttemptCompleteTime, nextAttemptScheduleTime].map(optionalTsToMs)
  const waits = failed !== undefined && next !== undefined && next - failed >= LONG_WAIT_MS
  const when = waits ? ` at ${new Date(next).toISOString().slice(11, 16)} UTC` : ''
  return `attempt ${attempt}${when}: ${lastFailure.message}`
}

const isProgress = (details: unknown): details is { rows: number } =>
  typeof details === 'object' &&
  details !== null &&
  'rows' in details &&
  typeof details.rows === 'number'
