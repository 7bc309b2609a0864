import { Worker } from '@temporalio/worker'

import type { Config } from './config.ts'
import { openStation } from './station.ts'
import { isServed } from './temporal-server.ts'
import { hasWorker, openTemporal, requireWorker, type Temporal } from './temporal.ts'
import { bundleWorkflows, TASK_QUEUE } from './worker.ts'

/** A server at which runs are started, and a worker that does them: a deployed one, or one of this process. */
export interface Runner {
  readonly temporal: Temporal
  /** Whether nobody but this process does the steps. */
  readonly own: boolean
  /** Rejects when the worker of this process cannot go on. */
  readonly failed?: Promise<never>
  close(): Promise<void>
}

/** Opens what a run needs: a worker of its own only where none polls already. */
export async function openRunner(config: Config, say: (text: string) => void): Promise<Runner> {
  const { temporal: server } = config
  if (server.server === 'embedded' && !isServed(server.dbFile)) return withStation(config, { say })
  const temporal = await openTemporal(config)
  try {
    if (server.server === 'external') await requireWorker(temporal, TASK_QUEUE)
    if (await hasWorker(temporal, TASK_QUEUE))
      return { temporal, own: false, close: () => temporal.close() }
    return await withStation(config, { say, temporal })
  } catch (error) {
    await temporal.close()
    throw error
  }
}

/**
 * Opens what it takes to ask runs how they stand: where no worker polls, one of this process that does no steps.
 */
export async function openReader(config: Config): Promise<Runner> {
  const temporal = await openTemporal(config)
  const stack = new AsyncDisposableStack()
  stack.defer(() => temporal.close())
  try {
    const own = !(await hasWorker(temporal, TASK_QUEUE))
    if (own) {
      const connection = stack.adopt(await temporal.connectWorker(), (it) => it.close())
      const { namespace } = temporal
      const workflowBundle = await bundleWorkflows()
      const worker = await Worker.create({
        connection,
        namespace,
        taskQueue: TASK_QUEUE,
        workflowBundle,
      })
      const ended = worker.run()
      stack.defer(async () => {
        worker.shutdown()
        await ended
      })
    }
    return { temporal, own, close: () => stack.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function withStation(
  config: Config,
  options: { readonly say: (text: string) => void; readonly temporal?: Temporal },
): Promise<Runner> {
  const station = await openStation(config, options)
  const { temporal, failed } = station
  const close = async () => {
    await station.close()
    await options.temporal?.close()
  }
  return { temporal, own: true, failed, close }
}
