import { ActivityFailure, isCancellation, proxyActivities } from '@temporalio/workflow'

import type {
  AppStep,
  Plan,
  RawStep,
  StepActivity,
  StepInput,
  StepResult,
  Warnings,
} from '../activities/steps.ts'
import type { Board } from './board.ts'
import { BUILD, FETCH } from './profiles.ts'

const fetching = proxyActivities<Record<string, StepActivity>>(FETCH)
const building = proxyActivities<Record<string, StepActivity>>(BUILD)

/** Runs every step as soon as its parents are done; a failed one stops only what is below it. */
export async function runSteps(plan: Plan, board: Board): Promise<void> {
  const done = new Map<string, Promise<boolean>>()
  const scope = { run: plan.run, asOf: plan.asOf }
  const below = { done, scope, board }
  for (const step of plan.raw)
    done.set(
      step.table,
      runBelow(step, below, () => runRaw(step, below)),
    )
  for (const step of plan.app)
    done.set(
      step.table,
      runBelow(step, below, () => runApp(step, below)),
    )
  await Promise.all(done.values())
}

interface Run {
  readonly scope: Omit<StepInput, 'window'>
  readonly board: Board
}

/** Each window is committed before the next starts, so that a long one never starts over. */
async function runRaw(
  { table, windows, reads = 'whole list' }: RawStep,
  { scope, board }: Run,
): Promise<void> {
  if (!windows) {
    board.set(table, { state: 'running' })
    return settle(board, table, await call(fetching, { table, summary: reads, input: scope }))
  }
  if (windows.length === 0) board.set(table, { state: 'current' })
  for (const [at, window] of windows.entries()) {
    board.set(table, { state: 'running' })
    const summary = `${window.from} to ${window.to}`
    const result = await call(fetching, { table, summary, input: { ...scope, window } })
    settle(board, table, result)
    board.set(table, {
      windows: [at + 1, windows.length],
      ...(result.rows > 0 && { from: board.get(table)?.from ?? window.from, to: window.to }),
    })
  }
}

async function runApp({ table }: AppStep, { scope, board }: Run): Promise<void> {
  board.set(table, { state: 'running' })
  const summary = `as of ${scope.asOf}`
  settle(board, table, await call(building, { table, summary, input: scope }))
}

/** Waits for the steps of the plan that come before. */
async function runBelow(
  { table, parents = [] }: RawStep | AppStep,
  { done, board }: Run & { readonly done: ReadonlyMap<string, Promise<boolean>> },
  work: () => Promise<void>,
): Promise<boolean> {
  const passed = await Promise.all(parents.map(async (parent) => done.get(parent)))
  const failed = parents.filter((_, at) => passed[at] === false)
  if (failed.length > 0) {
    board.set(table, { state: 'blocked', message: `needs ${failed.join(', ')}` })
    return false
  }
  return guarded(board, table, work)
}

async function guarded(board: Board, table: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (isCancellation(error)) throw error
    board.set(table, { state: 'failed', message: reasonOf(error) })
    return false
  }
}

/** Adds up the windows of a table; the last one that changed anything names the state. */
function settle(board: Board, table: string, result: StepResult): void {
  const { state, rows, changes, warnings } = result
  const now = board.get(table)
  const total = (now?.rows ?? 0) + rows
  board.set(table, {
    state: total > 0 && state === 'current' ? (now?.layer === 'raw' ? 'appended' : 'built') : state,
    rows: total,
    ...(changes && { changes }),
    warnings: merge(now?.warnings ?? [], warnings),
  })
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
  return activity.executeWithOptions({ summary }, [input])
}

/** What the step itself said; Temporal's own message is only that an activity failed. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error
  return cause instanceof Error ? cause.message : String(cause)
}
