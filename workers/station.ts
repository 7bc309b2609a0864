import { fileURLToPath } from 'node:url'

import type { Deps } from '../activities/deps.ts'
import { Scratch } from '../activities/scratch.ts'
import { CACHE_KEY } from '../pipelines/ees/pipeline.ts'
import type { Config } from './config.ts'
import { readPipeline } from './registry.ts'
import { createSources, startNeededSandbox } from './sources.ts'
import { loadSandboxHistory } from './sandbox-history.ts'
import { isRunning, openTemporal, type Temporal } from './temporal.ts'
import { openWarehouse } from './warehouse.ts'
import { createWorker } from './worker.ts'

/** A worker at work, with all that it works with. */
export interface Station {
  readonly deps: Deps
  readonly temporal: Temporal
  /** Rejects when the worker cannot go on. */
  readonly failed: Promise<never>
  /** Gives back what is under way and ends everything that was started. */
  close(): Promise<void>
}

/** Reads the pipeline's tables from their folder. */
export const readGraph = () =>
  readPipeline(fileURLToPath(new URL('../pipelines/ees', import.meta.url)))

/** Starts a worker and what it needs: the warehouse first, since another process may hold it. */
export async function openStation(config: Config): Promise<Station> {
  const stack = new AsyncDisposableStack()
  try {
    const graph = await readGraph()
    const warehouse = stack.adopt(await openWarehouse(config), (opened) => opened.close())
    const base = { graph, warehouse, sourcesKind: config.sources.kind, now: () => new Date() }
    const [temporal, sandbox] = await Promise.all([
      openTemporal(config),
      startNeededSandbox(config),
    ])
    stack.adopt(temporal, (opened) => opened.close())
    if (sandbox) stack.adopt(sandbox, (started) => started.close())
    if (sandbox) await loadSandboxHistory(base)
    const deps: Deps = {
      ...base,
      key: CACHE_KEY,
      scratch: stack.adopt(await Scratch.open(), (scratch) => scratch.close()),
      sources: createSources(config, sandbox?.addresses),
      isRunning: (run) => isRunning(temporal.client, run),
    }
    const { failed } = await startWorker(deps, temporal, stack)
    const whole = stack.move()
    return { deps, temporal, failed, close: () => whole.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function startWorker(
  deps: Deps,
  temporal: Temporal,
  stack: AsyncDisposableStack,
): Promise<{ readonly failed: Promise<never> }> {
  const connection = stack.adopt(await temporal.connectWorker(), (opened) => opened.close())
  const worker = await createWorker(deps, { connection, namespace: temporal.namespace })
  const ended = worker.run()
  stack.defer(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown()
    // How it ended is told by `failed`.
    await ended.catch(() => undefined)
  })
  const failed = ended.then(() => new Promise<never>(() => undefined))
  failed.catch(() => undefined)
  return { failed }
}
