import type { Plan, PublishResult, StepResult, Warnings } from '../activities/steps.ts'
import type { Day } from '../pipelines/define.ts'

export type StepState =
  | 'waiting'
  | 'running'
  | StepResult['state']
  | 'failed'
  /** A step it needs has failed. */
  | 'blocked'

/** One step as a person sees it. */
export interface StepStatus {
  readonly step: string
  readonly layer: 'raw' | 'app'
  readonly state: StepState
  /** Rows appended, changed or built so far. */
  readonly rows: number
  /** Findings that stop nothing, by check. */
  readonly warnings: readonly Warnings[]
  /** Of a list: what became of its rows. */
  readonly changes?: StepResult['changes']
  /** First and last day appended so far. */
  readonly from?: Day
  readonly to?: Day
  /** Windows done, of how many. */
  readonly windows?: readonly [done: number, all: number]
  /** Why it failed, or what it waits for. */
  readonly message?: string
}

/** What the query `status` answers. */
export interface RunStatus {
  readonly asOf: Day | null
  readonly steps: readonly StepStatus[]
  readonly published: PublishResult | null
}

/** The state of a run, for the query, the details in the UI, and the outcome. */
export class Board {
  #asOf: Day | null = null
  #published: PublishResult | null = null
  readonly #steps = new Map<string, StepStatus>()
  readonly #changed: () => void

  /** `changed` is called after each change. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  begin(plan: Plan): void {
    this.#asOf = plan.asOf
    const blank = { state: 'waiting', rows: 0, warnings: [] } as const
    for (const { table, windows } of plan.raw)
      this.#steps.set(table, {
        step: table,
        layer: 'raw',
        ...blank,
        ...(windows && { windows: [0, windows.length] as const }),
      })
    for (const { table } of plan.app)
      this.#steps.set(table, { step: table, layer: 'app', ...blank })
    this.#changed()
  }

  set(step: string, change: Partial<StepStatus>): void {
    const now = this.#steps.get(step)
    if (now) this.#steps.set(step, { ...now, ...change })
    this.#changed()
  }

  get(step: string): StepStatus | undefined {
    return this.#steps.get(step)
  }

  publish(published: PublishResult): void {
    this.#published = published
    this.#changed()
  }

  status(): RunStatus {
    return { asOf: this.#asOf, steps: [...this.#steps.values()], published: this.#published }
  }
}
