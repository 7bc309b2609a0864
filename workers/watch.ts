import type { WorkflowHandle } from '@temporalio/client'
import { defaultPayloadConverter } from '@temporalio/common'

import type { RunStatus, StepStatus } from '../workflows/board.ts'

const INTERVAL_MS = 400

/** Shows how a run stands, again and again, until it has ended; resolves or rejects as the run does. */
export async function watch(
  handle: WorkflowHandle,
  show: (status: RunStatus) => void,
): Promise<RunStatus> {
  let over = false
  const result = (handle.result() as Promise<RunStatus>).finally(() => {
    over = true
  })
  // The rejection is the caller's, at the end; without this the loop would let it go unhandled meanwhile.
  result.catch(() => undefined)
  while (!over) {
    const status = await statusOf(handle)
    if (status) show(status)
    await Promise.race([
      result.catch(() => undefined),
      new Promise((wake) => setTimeout(wake, INTERVAL_MS)),
    ])
  }
  const last = await statusOf(handle)
  if (last) show(last)
  return result
}

/** How the run stands, with the rows of windows that are under way; undefined while no worker answers. */
export async function statusOf(handle: WorkflowHandle): Promise<RunStatus | undefined> {
  try {
    const [status, fetched] = await Promise.all([
      handle.query<RunStatus>('status'),
      rowsUnderWay(handle),
    ])
    return { ...status, steps: status.steps.map((step) => addRows(step, fetched.get(step.step))) }
  } catch (error) {
    // A run that has not begun, or whose worker is away, has nothing to show yet.
    if (error instanceof Error && /query|worker|deadline|not found/i.test(error.message))
      return undefined
    throw error
  }
}

const addRows = (step: StepStatus, fetched: number | undefined): StepStatus =>
  fetched === undefined ? step : { ...step, rows: step.rows + fetched }

/** Activities tell their rows with each heartbeat. */
async function rowsUnderWay(handle: WorkflowHandle): Promise<ReadonlyMap<string, number>> {
  const { raw } = await handle.describe()
  const rows = new Map<string, number>()
  for (const { activityType, heartbeatDetails } of raw.pendingActivities ?? []) {
    const [payload] = heartbeatDetails?.payloads ?? []
    const details: unknown = payload && defaultPayloadConverter.fromPayload(payload)
    if (activityType?.name && isProgress(details)) rows.set(activityType.name, details.rows)
  }
  return rows
}

const isProgress = (details: unknown): details is { rows: number } =>
  typeof details === 'object' &&
  details !== null &&
  'rows' in details &&
  typeof details.rows === 'number'
