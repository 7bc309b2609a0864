import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
} from '@temporalio/client'
import { Command } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import type { DailyUpdateInput } from '../../workflows/input.ts'
import { type Config, readConfig } from '../config.ts'
import { createLog, installRuntime } from '../log.ts'
import { createProgress } from '../progress.ts'
import { openStation } from '../station.ts'
import { summaryOf } from '../summary.ts'
import { openTemporal, requireWorker, type Temporal } from '../temporal.ts'
import { watch } from '../watch.ts'
import { TASK_QUEUE } from '../worker.ts'
import { day, names } from './arguments.ts'
import { untilStopped } from './signals.ts'

interface Options {
  readonly asOf?: string
  readonly tables?: readonly string[]
}

/** `ees update`: one run, to its end. */
export const update = new Command('update')
  .description('append the new days, rebuild the app tables, publish, move the cache key')
  .option('--as-of <date>', 'the day of the run (default: today in London)', day)
  .option('--tables <names>', 'only these tables and what follows from them, as a,b', names)
  .action(run)

async function run(options: Options): Promise<void> {
  const config = readConfig(process.env)
  const runtime = installRuntime(createLog(config.logLevel ?? 'warn'))
  try {
    await runBy(config, options)
  } finally {
    await runtime.close()
  }
}

async function runBy(config: Config, options: Options): Promise<void> {
  say(
    `Sources: ${config.sources.kind}${config.sources.kind === 'sandbox' ? ' (made-up rows; EES_SOURCES=live reads the real ones)' : ''}. Warehouse: ${warehouseName(config)}.`,
  )
  const stopped = untilStopped()
  // A server of one's own has no other worker; at someone else's, a deployed worker does the work.
  const own = config.temporal.server === 'embedded'
  const station = own ? await openStation(config, { say }) : undefined
  const temporal = station?.temporal ?? (await openTemporal(config))
  try {
    if (!own) await requireWorker(temporal, TASK_QUEUE)
    const handle = await start(temporal, options)
    const outcome = follow(handle)
    const end = await Promise.race([outcome, stopped, ...(station ? [station.failed] : [])])
    if (typeof end === 'string') leave(end, handle)
  } finally {
    await (station ?? temporal).close()
  }
}

/** A run of the same day and tables that still goes on is followed, not doubled. */
async function start({ client }: Temporal, { asOf, tables }: Options): Promise<WorkflowHandle> {
  const input: DailyUpdateInput = { asOf: asOf ?? londonDay(new Date()), ...(tables && { tables }) }
  const workflowId = ['daily-update', input.asOf, ...(tables ?? [])].join('-')
  try {
    return await client.workflow.start('dailyUpdate', {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
    })
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    say(`The run ${workflowId} goes on where it was.`)
    return client.workflow.getHandle(workflowId)
  }
}

async function follow(handle: WorkflowHandle): Promise<void> {
  const began = performance.now()
  const progress = createProgress(process.stdout)
  try {
    const status = await watch(handle, (now) => progress.show(now))
    await progress.end()
    say('', ...summaryOf(status, (performance.now() - began) / 1000))
  } catch (error) {
    await progress.end()
    if (!(error instanceof WorkflowFailedError)) throw error
    throw new Error(`The daily update failed. ${error.cause?.message ?? error.message}`, {
      cause: error,
    })
  }
}

function leave(signal: string, { workflowId }: WorkflowHandle): void {
  say(
    '',
    `Stopped. What was committed stays; start the update again and the run ${workflowId} goes on where it was.`,
  )
  process.exitCode = signal === 'SIGINT' ? 130 : 143
}

const warehouseName = ({ warehouse }: Config): string =>
  warehouse.kind === 'duckdb'
    ? `DuckDB in ${warehouse.path}`
    : `Databricks at ${warehouse.hostname}`

const say = (...lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`)
