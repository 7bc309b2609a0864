import { cancellationSignal, heartbeat } from '@temporalio/activity'

import type { AppTable, RawTable } from '../pipelines/define.ts'
import { appendDrops } from './append-drops.ts'
import { appendRaw } from './append-raw.ts'
import { buildApp } from './build-app.ts'
import type { Deps } from './deps.ts'
import { begin, finish } from './runs.ts'
import { planBackfill } from './plan-backfill.ts'
import { plan } from './plan.ts'
import { publish } from './publish.ts'
import { recorded } from './record.ts'
import { requireHistory } from './require-history.ts'
import { replaceList } from './replace-list.ts'
import { replaceRaw } from './replace-raw.ts'
import type { Identity, Plan, Planned, RunActivities, StepActivity, StepInput } from './steps.ts'
import { sweep } from './sweep.ts'

/** Said while a statement runs, so that a worker that died is noticed; the SDK thins them out. */
const HEARTBEAT_MS = 2_000

/** By activity type; what each takes is said in steps.ts. */
export type Activities = Readonly<Record<string, (input: never) => Promise<unknown>>>

/** All activity types of a worker: those of a run, and one for each table, named after it. */
export function createActivities(deps: Deps): Activities {
  const run: RunActivities = {
    plan: (input) => alive(async () => opened(deps, input, await plan(deps, input))),
    planBackfill: (input) =>
      alive(async () => opened(deps, input, await planBackfill(deps, input))),
    publish: (input) => alive(() => publish(deps, input)),
    finish: (input) => alive(() => finish(deps, input)),
  }
  const steps = [
    ...deps.graph.raw
      .filter(({ source }) => source.kind !== 'frozen')
      .map((table) => [table.name, rawStep(deps, table)] as const),
    ...deps.graph.app.map((table) => [table.name, appStep(deps, table)] as const),
  ]
  return { ...Object.fromEntries(steps), ...run }
}

/** Makes ready for the run that has been planned. */
async function opened(deps: Deps, input: Identity, planned: Plan): Promise<Planned> {
  await requireHistory(deps)
  await sweep(deps, input.run)
  await begin(deps, input, planned)
  const { patienceMs, maxEvents } = deps.limits
  const deadline = new Date(Date.parse(input.startedAt) + patienceMs).toISOString()
  return { ...planned, deadline, maxEvents }
}

function rawStep(deps: Deps, table: RawTable): StepActivity {
  return (input) =>
    alive((progress) =>
      recorded(deps, { step: table.name, input }, async () => {
        const scope = { ...scopeOf(input), signal: cancellationSignal() }
        if (table.source.kind === 'ees-site') return replaceList(deps, table, scope)
        const { window, mode } = input
        if (window && mode === 'replace')
          return replaceRaw(deps, { table, window, progress }, scope)
        const outcome = window
          ? await appendRaw(deps, { table, window, progress }, scope)
          : await appendDrops(deps, { table, progress }, scope)
        return { state: outcome.rows > 0 ? 'appended' : 'current', ...outcome }
      }),
    )
}

function appStep(deps: Deps, table: AppTable): StepActivity {
  return (input) =>
    alive(() =>
      recorded(deps, { step: table.name, input }, () =>
        buildApp(deps, table, { ...scopeOf(input), signal: cancellationSignal() }),
      ),
    )
}

const scopeOf = ({ run, asOf }: StepInput) => ({ run, runDay: asOf })

/** Heartbeats while the work lasts, and what came of it is kept, with the rows it has come to. */
async function alive<T>(work: (progress: (rows: number) => void) => Promise<T>): Promise<T> {
  let rows = 0
  const beat = () => heartbeat({ rows })
  const timer = setInterval(beat, HEARTBEAT_MS)
  try {
    return await work((now) => {
      rows = now
      beat()
    })
  } finally {
    clearInterval(timer)
  }
}
