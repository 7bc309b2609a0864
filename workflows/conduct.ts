import {
  CancellationScope,
  condition,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow'

import type { RunActivities } from '../activities/steps.ts'
import { BUILD } from './profiles.ts'
import { reasonOf, type Run, runStep } from './run-step.ts'

const { publish } = proxyActivities<RunActivities>(BUILD)

/** How a run came to its end: `full` goes on in a new execution, `unattended` waited for a person until the deadline. */
export type End = 'done' | 'full' | 'aborted' | 'unattended'

/**
 * Runs every step as soon as what it needs has passed, and publishes what was built once nothing more can be done
 * without a person; then waits for one. When it resolves or rejects, no step runs any more.
 */
export async function conduct(run: Omit<Run, 'isFull'>): Promise<End> {
  const steps = new Steps({ ...run, isFull: () => isFull(run) })
  try {
    return await work(run, steps)
  } finally {
    await steps.stop()
  }
}

async function work(run: Omit<Run, 'isFull'>, steps: Steps): Promise<End> {
  const { board } = run
  for (;;) {
    if (board.aborted()) return 'aborted'
    if (!isFull(run)) for (const step of board.ready()) steps.start(step)
    if (steps.areRunning()) await steps.change()
    else if (board.ready().length > 0) return 'full'
    else if (board.isPublishDue()) await publishPassed(run)
    else if (board.parked().length === 0) return 'done'
    else if (!(await someone(run))) return 'unattended'
  }
}

/** The steps under way. */
class Steps {
  readonly #run: Run
  readonly #scope = new CancellationScope()
  readonly #running = new Set<Promise<void>>()
  #ended = 0
  #fault: { readonly error: unknown } | undefined

  constructor(run: Run) {
    this.#run = run
  }

  start(step: string): void {
    const running = this.#scope
      .run(() => runStep(step, this.#run))
      .catch((error: unknown) => {
        this.#fault ??= { error }
      })
      .finally(() => {
        this.#running.delete(running)
        this.#ended += 1
      })
    this.#running.add(running)
  }

  areRunning(): boolean {
    return this.#running.size > 0
  }

  /** Waits until a step has ended, or one may be started that could not before. */
  async change(): Promise<void> {
    const { board } = this.#run
    const before = this.#ended
    const may = () => !this.#run.isFull() && board.ready().length > 0
    await condition(
      () => this.#ended > before || may() || board.aborted() !== undefined || !!this.#fault,
    )
    if (this.#fault) throw this.#fault.error
  }

  /** Interrupts all, and waits until they have heeded it. */
  async stop(): Promise<void> {
    this.#scope.cancel()
    await CancellationScope.nonCancellable(() => Promise.all(this.#running))
  }
}

const isFull = ({ plan }: Pick<Run, 'plan'>): boolean => {
  const { historyLength, continueAsNewSuggested } = workflowInfo()
  return continueAsNewSuggested || historyLength >= plan.maxEvents
}

/** Tables that are as they were need no swap; the key is looked at in any case. */
async function publishPassed({ plan: { run, asOf }, board }: Pick<Run, 'plan' | 'board'>) {
  const tables = board.unpublished()
  try {
    board.published(tables, await publish({ run, asOf, tables }))
  } catch (error) {
    if (isCancellation(error)) throw error
    board.parkPublish(`What was built could not be published. ${reasonOf(error)}`)
  }
}

/** Waits until a person has decided something; resolves to whether one came before the deadline. */
async function someone({ plan, board }: Pick<Run, 'plan' | 'board'>): Promise<boolean> {
  const decisions = () => board.status().resolutions.length
  const before = decisions()
  const left = Date.parse(plan.deadline) - Date.now()
  if (left <= 0) return false
  board.wait(true)
  const came = await condition(() => decisions() > before, left)
  board.wait(false)
  return came
}
