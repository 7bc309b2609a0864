import type { WorkflowHandle } from '@temporalio/client'
import { WorkflowFailedError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { inject } from 'vitest'

import type { Limits } from '../../activities/deps.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { createLog, installRuntime } from '../../workers/log.ts'
import type { Asking } from '../../workers/sources.ts'
import { openStation } from '../../workers/station.ts'
import { connectTemporal } from '../../workers/temporal.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { SEED, settingsFor } from './sandbox-settings.ts'

export interface OpenOptions {
  readonly sandbox?: SandboxOptions
  readonly asking?: Asking
  /** How far runs go by themselves. @default they do not wait for a person */
  readonly limits?: Partial<Limits>
  /** Settings that are other than usual. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A whole pipeline: sandbox, DuckDB file, worker, and a task queue of its own. */
export interface Pipeline {
  readonly sandbox: Sandbox
  readonly warehouse: Warehouse
  readonly temporal: Temporal
  readonly taskQueue: string
  /** Starts a daily update. */
  readonly start: (input?: unknown) => Promise<Run>
  /** Starts a backfill. */
  readonly startBackfill: (input?: unknown) => Promise<Run>
  /** Runs a daily update to its end; rejects as the run does. */
  readonly update: (input?: unknown) => Promise<RunStatus>
  /** Runs a daily update that must fail, and resolves to what it says. */
  readonly failure: (input?: unknown) => Promise<ApplicationFailure>
  close(): Promise<void>
}

type Temporal = Awaited<ReturnType<typeof connectTemporal>>
type Run = WorkflowHandle<(input?: unknown) => Promise<RunStatus>>

let made = 0

/** Starts a pipeline on a DuckDB file as it is. */
export async function openPipeline(file: string, options: OpenOptions = {}): Promise<Pipeline> {
  installRuntimeOnce()
  const { sandbox: facts, asking = {}, limits = { patienceMs: 0 } } = options
  const stack = new AsyncDisposableStack()
  const sandbox = stack.adopt(await startSandbox({ ...SEED, ...facts }), (it) => it.close())
  const temporal = stack.adopt(
    await connectTemporal({ address: inject('temporalAddress') }),
    (it) => it.close(),
  )
  made += 1
  const taskQueue = `test-${process.pid}-${made}`
  const config = readConfig({ ...(await settingsFor(file, sandbox)), ...options.settings })
  const station = stack.adopt(
    await openStation(config, { temporal, taskQueue, asking, limits }),
    (it) => it.close(),
  )
  return {
    sandbox,
    temporal,
    taskQueue,
    warehouse: station.deps.warehouse,
    ...runsOf(temporal, taskQueue),
    close: () => stack.disposeAsync(),
  }
}

let installed = false

/** What goes wrong here is wanted, and of no interest in the log. */
function installRuntimeOnce(): void {
  if (!installed) installRuntime(createLog('error'))
  installed = true
}

function runsOf(temporal: Temporal, taskQueue: string) {
  let runs = 0
  const starting =
    (type: string) =>
    (input?: unknown): Promise<Run> => {
      runs += 1
      return temporal.client.workflow.start(type, {
        workflowId: `${taskQueue}-run-${runs}`,
        taskQueue,
        args: input === undefined ? [] : [input],
      })
    }
  const start = starting('dailyUpdate')
  const update = async (input?: unknown) => (await start(input)).result()
  return {
    start,
    startBackfill: starting('backfill'),
    update,
    failure: async (input?: unknown) => failureOf(update(input)),
  }
}

/** What a run that must fail says at its end. */
export async function failureOf(outcome: Promise<unknown>): Promise<ApplicationFailure> {
  const end = await outcome.then(
    (status) => new Error(`The run did not fail: ${JSON.stringify(status)}`),
    (error: unknown) => (error instanceof WorkflowFailedError ? error.cause : error),
  )
  if (end instanceof ApplicationFailure) return end
  throw end
}
