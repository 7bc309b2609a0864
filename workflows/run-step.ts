import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow'

import type {
  Planned,
  RawStep,
  StepActivity,
  StepInput,
  StepResult,
  Warnings,
} from '../activities/steps.ts'
import type { Board } from './board.ts'
import { addDays } from './day-totals.ts'
import { BUILD, FETCH } from './profiles.ts'

const fetching = proxyActivities<Record<string, StepActivity>>(FETCH)
const building = proxyActivities<Record<string, StepActivity>>(BUILD)

/** What the steps of a run share. */
export interface Run {
  readonly plan: Planned & Pick<StepInput, 'mode'>
  readonly board: Board
  /** Whether no further window may be started, as the run is about to go on in a new execution. */
  readonly isFull: () => boolean
}

/** Runs a step to its end, or to where it fails: then it is parked, and goes on from there when it is tried again. */
export async function runStep(table: string, run: Run): Promise<void> {
  const { plan, board } = run
  const raw = plan.raw.find((step) => step.table === table)
  board.set(table, { state: 'running', message: undefined })
  try {
    if (raw) await runRaw(raw, run)
    else await runApp(table, run)
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error
    board.set(table, { state: 'parked', message: reasonOf(error) })
  }
}

/** Each window is committed before the next starts, so that a long one never starts over. */
async function runRaw(step: RawStep, { plan, board, isFull }: Run): Promise<void> {
  const { table, windows, reads = 'whole list' } = step
  const scope = { run: plan.run, asOf: plan.asOf }
  if (!windows) {
    const result = await call(fetching, { table, summary: reads, input: scope })
    add(board, table, result)
    return settle(board, table, result)
  }
  let last: StepResult['state'] = 'current'
  for (const [at, window] of windows.entries()) {
    if (at < (board.get(table)?.windows?.[0] ?? 0)) continue
    if (isFull()) return board.set(table, { state: 'waiting' })
    const summary = `${window.from} to ${window.to}`
    const input = { ...scope, window, ...(plan.mode && { mode: plan.mode }) }
    const result = await call(fetching, { table, summary, input })
    add(board, table, result)
    board.set(table, {
      windows: [at + 1, windows.length],
      ...(result.rows > 0 && { from: board.get(table)?.from ?? window.from, to: window.to }),
    })
    last = result.state
  }
  settle(board, table, { state: last })
}

async function runApp(table: string, { plan, board }: Run): Promise<void> {
  const input = { run: plan.run, asOf: plan.asOf }
  const result = await call(building, { table, summary: `as of ${plan.asOf}`, input })
  add(board, table, result)
  settle(board, table, result)
}

/** Adds up the windows of a table. */
function add(board: Board, table: string, { rows, changes, days, warnings }: StepResult): void {
  const now = board.get(table)
  board.set(table, {
    rows: (now?.rows ?? 0) + rows,
    ...(changes && { changes }),
    ...(days && { days: addDays(now?.days, days) }),
    warnings: merge(now?.warnings ?? [], warnings),
  })
}

/** A table that gained rows in any of its windows is not as it was. */
function settle(board: Board, table: string, { state }: Pick<StepResult, 'state'>): void {
  const { rows = 0, days } = board.get(table) ?? {}
  const before = days ? 'replaced' : 'appended'
  board.set(table, { state: state === 'current' && rows > 0 ? before : state })
}

/** Windows of a table often say the same: one line a check, with what the last window said. */
function merge(before: readonly Warnings[], now: readonly Warnings[]): readonly Warnings[] {
  const merged = new Map(before.map((warnings) => [warnings.check, warnings]))
  for (const { check, count, message } of now)
    merged.set(check, { check, count: count + (merged.get(check)?.count ?? 0), message })
  return [...merged.values()]
}

interface Call {
  readonly table: string
  readonly summary: string
  readonly input: StepInput
}

function call(activities: typeof fetching, { table, summary, input }: Call): Promise<StepResult> {
  const activity = activities[table]
  if (!activity) throw new TypeError(`No activity is named ${table}`)
  // In the UI's list of events the summary stands alone.
  return activity.executeWithOptions({ summary: `${table}, ${summary}` }, [input])
}

/** What the step itself said; Temporal's own message is only that an activity failed. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}
