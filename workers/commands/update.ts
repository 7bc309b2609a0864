import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError } from '@temporalio/client'
import { CancelledFailure } from '@temporalio/common'
import { Command } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import type { RunStatus } from '../../workflows/status.ts'
import type { DailyUpdateInput } from '../../workflows/daily-update-input.ts'
import { type Config, readConfig } from '../config.ts'
import { createLog, installRuntime } from '../log.ts'
import { createProgress } from '../progress.ts'
import { openStation } from '../station.ts'
import { summaryOf } from '../summary.ts'
import { openTemporal, requireWorker, type Temporal } from '../temporal.ts'
import { type Run, type RunHandle, watch } from '../watch.ts'
import { TASK_QUEUE } from '../worker.ts'
import { requireRunOptions, type RunOptions, withRunOptions } from './run-options.ts'
import { type Signal, untilStopped } from './signals.ts'

/** `ees update`: one run, to its end. */
export const update = withRunOptions(
  new Command('update').description(
    'append the new days, rebuild the app tables, publish, move the cache key',
  ),
).action(run)

async function run(options: RunOptions, command: Command): Promise<void> {
  const stopped = untilStopped()
  await requireRunOptions(command, options)
  const config = readConfig(process.env)
  // What fails is shown with its step, and in the end.
  const runtime = installRuntime(createLog(config.logLevel ?? 'error'))
  try {
    await runBy(config, options, stopped)
  } finally {
    await runtime.close()
  }
}

async function runBy(config: Config, options: RunOptions, stopped: Promise<Signal>): Promise<void> {
  say(
    `Sources: ${config.sources.kind}${config.sources.kind === 'sandbox' ? ' (made-up rows; EES_SOURCES=live reads the real ones)' : ''}. Warehouse: ${warehouseName(config)}.`,
  )
  // A server of one's own has no other worker; at someone else's, a deployed worker does the work.
  const own = config.temporal.server === 'embedded'
  const station = own ? await openStation(config, { say }) : undefined
  const temporal = station?.temporal ?? (await openTemporal(config))
  try {
    if (!own) await requireWorker(temporal, TASK_QUEUE)
    const before = await Promise.race([stopped, Promise.resolve(undefined)])
    if (before) return leave(before)
    const handle = await start(temporal, options)
    const signal = await follow(
      handle,
      Promise.race([stopped, ...(station ? [station.failed] : [])]),
    )
    if (signal) leave(signal, { workflowId: handle.workflowId, own })
  } finally {
    await (station ?? temporal).close()
  }
}

/** A run of the same day and tables that still goes on is followed, not doubled. */
async function start({ client }: Temporal, { asOf, tables }: RunOptions): Promise<RunHandle> {
  const input: DailyUpdateInput = { asOf: asOf ?? londonDay(new Date()), ...(tables && { tables }) }
  const workflowId = ['daily-update', input.asOf, ...(tables ?? [])].join('-')
  try {
    return await client.workflow.start<Run>('dailyUpdate', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    say(`The run ${workflowId} goes on where it was.`)
    return client.workflow.getHandle<Run>(workflowId)
  }
}

/** Shows the run to its end, or until it is left: then resolves to why. */
async function follow(handle: RunHandle, left: Promise<Signal>): Promise<Signal | undefined> {
  const began = performance.now()
  const progress = createProgress(process.stdout)
  const leaving = new AbortController()
  let last: RunStatus | undefined
  const show = (status: RunStatus) => progress.show((last = status))
  const watching = watch(handle, { show, signal: leaving.signal })
  try {
    const end = await Promise.race([left, watching])
    if (typeof end === 'string') return end
  } catch (error) {
    throw error instanceof WorkflowFailedError ? endOf(error) : error
  } finally {
    leaving.abort()
    await Promise.allSettled([watching])
    await progress.end()
    if (last?.published) say('', ...summaryOf(last, (performance.now() - began) / 1000))
  }
  return undefined
}

/** How a run ended that did not do all it was to do. */
function endOf(error: WorkflowFailedError): Error {
  const { cause } = error
  if (cause instanceof CancelledFailure)
    return new Error(
      'The daily update was cancelled. What was committed stays; nothing was published.',
    )
  return new Error(`The daily update failed. ${cause?.message ?? error.message}`, { cause: error })
}

interface Left {
  readonly workflowId: string
  /** Whether nobody but this process does its steps. */
  readonly own: boolean
}

function leave(signal: Signal, left?: Left): void {
  say('', left ? farewell(left) : 'Stopped before a run was started.')
  process.exitCode = signal === 'SIGINT' ? 130 : 143
}

const farewell = ({ workflowId, own }: Left): string =>
  own
    ? `Stopped. What was committed stays; start the update again and the run ${workflowId} goes on where it was.`
    : `No longer watching: the run ${workflowId} goes on. Start the update again to see it.`

const warehouseName = ({ warehouse }: Config): string =>
  warehouse.kind === 'duckdb'
    ? `DuckDB in ${warehouse.path}`
    : `Databricks at ${warehouse.hostname}`

const say = (...lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`)
