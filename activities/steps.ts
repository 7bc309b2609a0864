import type { DayChange } from '../checks/facts.ts'
import type { Day, Window } from '../pipelines/define.ts'
import type { ListChanges } from './list-changes.ts'

export type { DayChange } from '../checks/facts.ts'

/** What activities and workflows tell each other; rows themselves never pass through Temporal. */

export interface Identity {
  /** Letters and digits; the run's id in Temporal without its dashes. */
  readonly run: string
  readonly workflowId: string
  /** When the workflow started, as ISO time. */
  readonly startedAt: string
}

export interface RunInput extends Identity {
  /** When the schedule meant the run to start, as ISO time; its day in London is the day of the run. */
  readonly scheduledAt?: string
  /** The day of the run where no schedule says it. */
  readonly asOf?: Day
  /** The tables to fetch and build, with what follows from them; all unless said. */
  readonly tables?: readonly string[]
}

export const BACKFILL_MODES = ['missing', 'replace'] as const

export interface BackfillInput extends Identity {
  readonly from: Day
  readonly to: Day
  /** `missing` fetches the days that are absent; `replace` fetches all, and keeps what they replace. */
  readonly mode: (typeof BACKFILL_MODES)[number]
  /** The tables to fetch, each filled by the day; all such unless said. */
  readonly tables?: readonly string[]
}

export interface Plan {
  readonly run: string
  readonly asOf: Day
  readonly raw: readonly RawStep[]
  /** In build order. */
  readonly app: readonly AppStep[]
}

/** A plan, and how far one execution may go with it. */
export interface Planned extends Plan {
  /** Until when the run waits for a person, as ISO time. */
  readonly deadline: string
  /** Events in the history after which the run goes on in a new execution. */
  readonly maxEvents: number
}

export interface RawStep {
  readonly table: string
  /** The days to append, oldest first; empty when the table is up to date, absent where it is not filled by the day. */
  readonly windows?: readonly Window[]
  /** What is read where there are no days: a list whole, or the files that the table lacks. */
  readonly reads?: 'whole list' | 'new files'
  /** The steps of this plan that must be done before. */
  readonly parents?: readonly string[]
}

export interface AppStep {
  readonly table: string
  /** The steps of this plan that must be done before. */
  readonly parents: readonly string[]
}

export interface StepInput {
  readonly run: string
  readonly asOf: Day
  /** Absent for lists and app tables. */
  readonly window?: Window
  /** Fetches all days of the window, also those that the table has, and swaps those that differ. */
  readonly mode?: 'replace'
}

export interface StepResult {
  readonly state: 'appended' | 'replaced' | 'built' | 'current'
  /** Rows appended, changed or built. */
  readonly rows: number
  /** Of a list: what became of its rows. */
  readonly changes?: ListChanges
  /** Of days that were fetched again: those that differed, oldest first. */
  readonly days?: readonly DayChange[]
  /** Findings that stop nothing; the ops tables have each of them. */
  readonly warnings: readonly Warnings[]
}

/** The findings of one check of a step. */
export interface Warnings {
  readonly check: string
  readonly count: number
  /** What the last of them says. */
  readonly message: string
}

export interface PublishInput {
  readonly run: string
  readonly asOf: Day
  readonly tables: readonly string[]
}

export interface PublishResult {
  readonly tables: readonly string[]
  readonly latestData: Day | null
  readonly keyMoved: boolean
  /** Why the key could not move; null where it could, or had no need to. */
  readonly problem: string | null
}

export interface FinishInput {
  readonly run: string
  readonly workflowId: string
  readonly asOf: Day
  readonly startedAt: string
  readonly state: 'completed' | 'failed' | 'cancelled'
  readonly latestData: Day | null
  readonly message: string | null
}

/** The activity types besides those of the tables, which are named after them. */
export interface RunActivities {
  plan(input: RunInput): Promise<Planned>
  /** Rejects with `BadInput` what no run can follow. */
  planBackfill(input: BackfillInput): Promise<Planned>
  publish(input: PublishInput): Promise<PublishResult>
  finish(input: FinishInput): Promise<void>
}

export type StepActivity = (input: StepInput) => Promise<StepResult>
