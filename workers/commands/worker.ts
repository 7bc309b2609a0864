import { Command } from 'commander'

import { readConfig } from '../config.ts'
import { createLog, installRuntime } from '../log.ts'
import { openStation } from '../station.ts'
import { TASK_QUEUE } from '../worker.ts'
import { untilStopped } from './signals.ts'

/** `ees worker`: does what runs ask for, until stopped. */
export const worker = new Command('worker')
  .description('poll Temporal and do the steps of runs, until stopped')
  .action(serve)

async function serve(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel ?? 'info')
  installRuntime(log)
  const stopped = untilStopped()
  const station = await openStation(config)
  const { address, namespace } = station.temporal
  log.info(
    { address, namespace, taskQueue: TASK_QUEUE, sources: config.sources.kind },
    'worker started',
  )
  try {
    const signal = await Promise.race([stopped, station.failed])
    log.info({ signal }, 'worker stops')
  } finally {
    await station.close()
  }
}
