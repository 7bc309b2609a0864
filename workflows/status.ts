import type { DayChange, PublishResult, StepResult, Warnings } from '../activities/steps.ts'
import type { Day } from '../pipelines/define.ts'

export type StepState =
  | 'waiting'
  | 'running'
  | StepResult['state']
  /** It has failed and waits for a person, while all that does not need it goes on. */
  | 'parked'
  /** A step it needs is parked or has failed. */
  | 'blocked'
  /** A person has let it be: its table stays as it was. */
  | 'skipped'
  /** It was parked when the run gave up. */
  | 'failed'

/** What became of days that were fetched again, in rows. */
export interface DayTotals extends Omit<DayChange, 'day'> {
  /** Days that differed. */
  readonly days: number
  /** The first of them; the ops tables have all. */
  readonly examples: readonly DayChange[]
}

/** One step as a person sees it. */
export interface StepStatus {
  readonly step: string
  readonly layer: 'raw' | 'app' | 'publish'
  readonly state: StepState
  /** Rows appended, replaced, changed or built so far. */
  readonly rows: number
  /** Findings that stop nothing, by check. */
  readonly warnings: readonly Warnings[]
  /** Of a list: what became of its rows. */
  readonly changes?: StepResult['changes']
  /** Of days that were fetched again: what became of their rows. */
  readonly days?: DayTotals
  /** First and last day appended so far. */
  readonly from?: Day
  readonly to?: Day
  /** Windows done, of how many. */
  readonly windows?: readonly [done: number, all: number]
  /** Whether the run was told to publish it. */
  readonly asked?: true
  /** Why it failed, what it waits for, or why it was skipped. */
  readonly message?: string | undefined
}

export const ACTIONS = ['retry', 'skip', 'abort'] as const

/** What a person decided about a parked step. */
export interface Resolution {
  readonly step: string
  readonly action: (typeof ACTIONS)[number]
  readonly reason: string
}

/** The value of the search attribute `PipelineState`. */
export type RunState =
  | 'Planning'
  | 'Running'
  | 'NeedsAttention'
  | 'Completed'
  | 'Failed'
  | 'Cancelled'

/** What the query `status` answers. */
export interface RunStatus {
  /** As in `Daily update as of 2026-01-31`; empty until it is planned. */
  readonly title: string
  readonly state: RunState
  /** Whether nothing goes on until a person decides; all that could be published then is. */
  readonly waits: boolean
  readonly asOf: Day | null
  /** When the run began, and until when it waits for a person; as ISO time. */
  readonly since: string
  readonly deadline: string | null
  readonly steps: readonly StepStatus[]
  /** What people have decided, in the order they did. */
  readonly resolutions: readonly Resolution[]
  readonly published: PublishResult | null
}
