import { Command } from 'commander'
import type { Logger } from 'pino'

import { type Config, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openService } from '../service.ts'
import type { Station } from '../station.ts'
import { TASK_QUEUE } from '../worker.ts'
import { endAtLast, LAST_MS } from './end-at-last.ts'
import { untilStopped } from './signals.ts'

/** Steps may be interrupted at any moment; most are done sooner, and then nobody has to do them again. */
const GRACE_MS = 10_000

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
  void stopped.then(() => endAtLast((text) => log.error(`worker ${text}`)))
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
  const service = await openService(config, log, { graceMs: GRACE_MS })
  try {
    log.info(introduction(service.station), 'worker started')
    const signal = await Promise.race([stopped, service.failed])
    log.info({ signal }, 'worker stops')
  } finally {
    endAtLast((text) => log.error(`worker ${text}`))
    await service.close()
  }
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
