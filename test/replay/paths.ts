import type { WorkflowHandle } from '@temporalio/client'

import type { RunStatus } from '../../workflows/status.ts'
import { BASE_DAY } from '../support/base.ts'
import { pipelineOfTest } from '../support/pipeline.ts'
import { parkedIn, resolveStep, untilRun, untilWaits } from '../support/runs.ts'
import { tamperedPipeline } from '../support/tampered.ts'

export type Run = WorkflowHandle<(input?: unknown) => Promise<RunStatus>>

/** A way that a run can take. */
interface Path {
  /** Events by which its history is known, without `EVENT_TYPE_`. */
  readonly events: readonly string[]
  /** Runs it, and resolves to the run once that has ended. */
  readonly run: () => Promise<Run>
}

const NEXT = '2023-11-15'
const PATIENT = { limits: { patienceMs: 600_000 } }

/** Histories that may not grow long. */
const SHORT = { limits: { ...PATIENT.limits, maxEvents: 20 } }

/** One raw table, and two that are built of it. */
const FEW = { asOf: NEXT, tables: ['ees_search_console'] }

/** One raw table with many windows. */
const MANY = ['ees_ga4_time_on_page']

const FAULT = { kind: 'unauthorised', table: 'ees_search_console' } as const

const UPDATED = ['WORKFLOW_EXECUTION_UPDATE_ACCEPTED', 'WORKFLOW_EXECUTION_UPDATE_COMPLETED']
const COMPLETED = 'WORKFLOW_EXECUTION_COMPLETED'
const FAILED = 'WORKFLOW_EXECUTION_FAILED'
const FAILED_STEP = 'ACTIVITY_TASK_FAILED'
const ON = 'WORKFLOW_EXECUTION_CONTINUED_AS_NEW'

/** A column too many in the key: nothing can be published. */
const BREAK_KEY = 'ALTER TABLE analytics_app.ees__last_updated ADD COLUMN note VARCHAR'

/** Every way that runs take, by name. */
export const PATHS: Readonly<Record<string, Path>> = {
  green: {
    events: [COMPLETED],
    run: async () => ended(await (await pipelineOfTest()).start(FEW)),
  },
  'nothing-to-do': {
    events: [COMPLETED],
    run: async () => {
      const pipeline = await pipelineOfTest()
      return ended(await pipeline.start({ asOf: BASE_DAY, tables: FEW.tables }))
    },
  },
  'bad-input': {
    events: [FAILED],
    run: async () => ended(await (await pipelineOfTest()).start({ asof: NEXT })),
  },
  'parked-and-retried': {
    events: [FAILED_STEP, ...UPDATED, COMPLETED],
    run: async () => {
      const run = await parked()
      await resolveStep(run, { ...STEP, action: 'retry' })
      return ended(run)
    },
  },
  'parked-and-aborted': {
    events: [FAILED_STEP, ...UPDATED, FAILED],
    run: async () => {
      const run = await parked()
      await resolveStep(run, { ...STEP, action: 'abort' })
      return ended(run)
    },
  },
  'parked-and-skipped': {
    events: [FAILED_STEP, ...UPDATED, COMPLETED],
    run: async () => {
      const pipeline = await pipelineOfTest(PATIENT)
      pipeline.sandbox.faults.add({ kind: 'unknown-category', table: 'ees_ga4_events' })
      const first = await pipeline.start({ asOf: NEXT, tables: ['ees_ga4_events'] })
      const waiting = await untilWaits(first)
      for (const step of parkedIn(waiting).slice(0, 1))
        await resolveStep(first, { ...STEP, step, action: 'abort' })
      await ended(first)
      const step = 'ees_service_accordions'
      const run = await pipeline.start({ asOf: NEXT, tables: [step] })
      await untilWaits(run)
      await resolveStep(run, { ...STEP, step, action: 'skip' })
      return ended(run)
    },
  },
  'deadline-passed': {
    events: [FAILED_STEP, 'TIMER_FIRED', FAILED],
    run: async () => ended(await parked({ limits: { patienceMs: 30_000 } })),
  },
  cancelled: {
    events: ['ACTIVITY_TASK_CANCELED', 'WORKFLOW_EXECUTION_CANCELED'],
    run: async () => {
      const pipeline = await pipelineOfTest()
      pipeline.sandbox.faults.add({ kind: 'hang', table: 'ees_search_console' })
      const run = await pipeline.start(FEW)
      await untilRun(run, ({ steps }) => steps.some(({ state }) => state === 'running'))
      await run.cancel()
      return ended(run)
    },
  },
  'publication-parked': {
    events: [FAILED_STEP, ...UPDATED, FAILED],
    run: async () => {
      const run = await (await tamperedPipeline([BREAK_KEY], PATIENT)).start(FEW)
      const { resolutions } = await untilWaits(run)
      await resolveStep(run, { step: 'publish', action: 'retry', reason: 'once more' })
      await untilRun(run, (now) => now.waits && now.resolutions.length > resolutions.length)
      await resolveStep(run, { step: 'publish', action: 'abort', reason: 'another day' })
      return ended(run)
    },
  },
  'backfill-missing': {
    events: [ON, COMPLETED],
    run: () => backfilled({ from: '2023-11-01', to: '2024-03-31', tables: MANY }),
  },
  'backfill-replace': {
    events: [ON, COMPLETED],
    run: () =>
      backfilled({
        from: '2023-07-01',
        to: '2023-11-01',
        tables: MANY,
        mode: 'replace',
      }),
  },
  'parked-in-an-earlier-execution': {
    events: [ON, FAILED_STEP, ...UPDATED, COMPLETED],
    run: async () => {
      const pipeline = await pipelineOfTest(SHORT)
      pipeline.sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_hourly' })
      const tables = [...MANY, 'ees_ga4_hourly']
      const run = await pipeline.startBackfill({ from: '2023-11-01', to: '2024-03-31', tables })
      await untilWaits(run)
      await resolveStep(run, { ...STEP, step: 'ees_ga4_hourly', action: 'retry' })
      return ended(run)
    },
  },
  'plan-refused': {
    events: [FAILED_STEP, FAILED],
    run: () => backfilled({ from: '2020-01-01', to: '2020-01-31' }),
  },
}

const STEP = { step: 'ees_search_console', reason: 'the key is new' }

/** A run of which one step is parked, whose cause has gone since. */
async function parked(options = PATIENT): Promise<Run> {
  const pipeline = await pipelineOfTest(options)
  pipeline.sandbox.faults.add(FAULT)
  const run = await pipeline.start(FEW)
  await untilWaits(run)
  return run
}

/** A backfill that goes on in new executions. */
async function backfilled(input: object): Promise<Run> {
  const pipeline = await pipelineOfTest(SHORT)
  return ended(await pipeline.startBackfill(input))
}

/** Waits for the end, whatever it is. */
async function ended(run: Run): Promise<Run> {
  await Promise.allSettled([run.result()])
  return run
}
