import { Command } from 'commander'
import type { Logger } from 'pino'

import { bindAddress } from '../bind-address.ts'
import { type Config, readConfig } from '../config.ts'
import { type Health, serveHealth } from '../health.ts'
import { createLog, installRuntime } from '../log.ts'
import { openStation, type Station } from '../station.ts'
import { watchVitals } from '../vitals.ts'
import { workerHealth } from '../worker-health.ts'
import { TASK_QUEUE } from '../worker.ts'
import { untilStopped } from './signals.ts'

/** Steps may be interrupted at any moment; most are done sooner, and then nobody has to do them again. */
const GRACE_MS = 10_000

/** Enough for the grace time, the interruption and the closing of files together. */
const LAST_MS = 30_000

/** `ees worker`: does what runs ask for, until stopped. */
export const worker = new Command('worker')
  .description('poll Temporal and do the steps of runs, until stopped')
  .addHelpText(
    'after',
    `\nAsked to stop, it lets the steps under way go on for ${GRACE_MS / 1000} s, then gives them back to be done again, and ends\nwithin ${LAST_MS / 1000} s. Exit codes: 0 stopped by SIGTERM or SIGINT, 1 it could not work.`,
  )
  .action(serve)

async function serve(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel ?? 'info')
  const stopped = untilStopped()
  void stopped.then(() => endAtLast(log))
  // All is closed by then; what the SDK leaves behind after a failed start would keep the process going.
  process.exit(await outcome(config, log, stopped))
}

async function outcome(...given: Parameters<typeof work>): Promise<number> {
  const [, log] = given
  try {
    await work(...given)
    log.info('worker stopped')
    return 0
  } catch (error) {
    log.error({ error }, 'worker cannot go on')
    return 1
  }
}

async function work(config: Config, log: Logger, stopped: Promise<string>): Promise<void> {
  await using open = new AsyncDisposableStack()
  const metrics = config.metrics ? await bindAddress(config.metrics) : undefined
  open.adopt(installRuntime(log, { metrics }), close)
  let health = (): Health => ({ live: [], ready: ['The worker is starting.'] })
  if (config.health) open.adopt(await serveHealth(config.health, () => health()), close)
  const station = open.adopt(await openStation(config, { graceMs: GRACE_MS }), close)
  await prepare(station)
  const vitals = open.adopt(watchVitals(station), close)
  health = () => workerHealth(station.status(), vitals.problems())
  log.info(introduction(station), 'worker started')
  try {
    const signal = await Promise.race([stopped, station.failed, vitals.lost])
    log.info({ signal }, 'worker stops')
  } finally {
    endAtLast(log)
  }
}

const close = (opened: { close(): Promise<void> }) => opened.close()

/** An empty warehouse gets its tables, and one that this worker may not write to is refused now and not at dawn. */
async function prepare({ deps: { graph, warehouse, sourcesKind } }: Station): Promise<void> {
  await warehouse.prepare([...graph.raw, ...graph.app], sourcesKind)
}

function introduction({ temporal: { address, namespace }, deps }: Station) {
  const { sourcesKind, warehouse } = deps
  return {
    address,
    namespace,
    taskQueue: TASK_QUEUE,
    sources: sourcesKind,
    warehouse: warehouse.kind,
  }
}

/** Ends the process when its end has not come by then. */
function endAtLast(log: Logger): void {
  setTimeout(() => {
    log.error(`worker ended by force: it was asked to ${LAST_MS / 1000} s ago`)
    process.exit(1)
  }, LAST_MS).unref()
}
