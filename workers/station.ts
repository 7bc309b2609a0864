import { fileURLToPath } from 'node:url'

import { Runtime, type WorkerStatus, type WorkflowBundle } from '@temporalio/worker'

import type { Deps, Limits } from '../activities/deps.ts'
import { Scratch } from '../activities/scratch.ts'
import { CACHE_KEY } from '../pipelines/ees/pipeline.ts'
import type { Config } from './config.ts'
import { measured } from './measured.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { readPipeline } from './registry.ts'
import { loadSandboxHistory } from './sandbox-history.ts'
import type { SandboxAddresses } from './sandbox-process.ts'
import {
  type Asking,
  createSources,
  needsSandbox,
  startNeededSandbox,
  writeNeededDrops,
} from './sources.ts'
import { requireSearchAttributes } from './search-attributes.ts'
import { isRunning, openTemporal, type Temporal } from './temporal.ts'
import { openWarehouse } from './warehouse.ts'
import { bundleWorkflows, createWorker, TASK_QUEUE } from './worker.ts'

/** A worker at work, with all that it works with. */
export interface Station {
  readonly deps: Deps
  readonly temporal: Temporal
  readonly metrics: Metrics
  /** Where the stand-ins for the sources answer, where some were needed. */
  readonly sandbox: SandboxAddresses | undefined
  /** How the worker is doing. */
  status(): WorkerStatus
  /** Rejects when the worker cannot go on, or its Temporal server. */
  readonly failed: Promise<never>
  /** Gives back what is under way and ends everything that was started. */
  close(): Promise<void>
}

export interface StationOptions {
  /** A server that is connected to already, and is left as it is. @default the one that the settings name */
  readonly temporal?: Temporal
  /** @default the one that runs are handed out by */
  readonly taskQueue?: string
  readonly asking?: Asking
  /** How long the steps under way may go on when it is closed, in milliseconds. @default 0 */
  readonly graceMs?: number
  /** @default those of a deployment */
  readonly limits?: Partial<Limits>
  /** @default the clock of this machine */
  readonly now?: () => Date
  /** Told what is being waited for. */
  readonly say?: (text: string) => void
}

/** A run that nobody looks after has ended before the next day's; its history stays well below what the server warns of. */
export const LIMITS: Limits = { patienceMs: 20 * 60 * 60 * 1000, maxEvents: 4_000 }

/** Reads the pipeline's tables from their folder. */
export const readGraph = () =>
  readPipeline(fileURLToPath(new URL('../pipelines/ees', import.meta.url)))

/** Starts a worker and what it needs. */
export async function openStation(config: Config, options: StationOptions = {}): Promise<Station> {
  const stack = new AsyncDisposableStack()
  try {
    const { workflows, ...opened } = await openDeps(config, options, stack)
    const working = await startWorker(opened.deps, { ...options, ...opened, workflows }, stack)
    const whole = stack.move()
    return { ...opened, ...working, close: () => whole.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function openDeps(config: Config, options: StationOptions, stack: AsyncDisposableStack) {
  const graph = await readGraph()
  // First, since another process may hold it: then nothing else is started for nothing.
  const warehouse = stack.adopt(await openWarehouse(config), (opened) => opened.close())
  const base = {
    graph,
    warehouse,
    sourcesKind: config.sources.kind,
    now: options.now ?? (() => new Date()),
  }
  const [temporal, sandbox, workflows] = await together(
    options.temporal ?? adopted(openTemporal(config, options.say), stack),
    adopted(startNeededSandbox(config), stack),
    bundleWorkflows(),
    writeNeededDrops(config),
    needsSandbox(config) ? loadSandboxHistory(base, options.say) : undefined,
  )
  await requireSearchAttributes(temporal)
  const metrics = createMetrics(Runtime.instance().metricMeter, graph)
  const deps: Deps = {
    ...base,
    key: CACHE_KEY,
    limits: { ...LIMITS, ...options.limits },
    scratch: await adopted(Scratch.open(), stack),
    sources: createSources(config, sandbox?.addresses, options.asking),
    isRunning: (workflowId, run) => isRunning(temporal.client, workflowId, run),
  }
  return {
    deps: measured(deps, metrics),
    temporal,
    workflows,
    metrics,
    sandbox: sandbox?.addresses,
  }
}

/** Hands what is opened to the stack as soon as it is, so that a fault beside it leaves nothing behind. */
async function adopted<T extends { close(): Promise<void> } | undefined>(
  opening: Promise<T>,
  stack: AsyncDisposableStack,
): Promise<T> {
  return stack.adopt(await opening, async (opened) => opened?.close())
}

/** Waits for all to settle, whichever fails. */
async function together<const Parts extends readonly unknown[]>(
  ...parts: Parts
): Promise<{ -readonly [At in keyof Parts]: Awaited<Parts[At]> }> {
  await Promise.allSettled(parts)
  return Promise.all(parts)
}

async function startWorker(
  deps: Deps,
  {
    temporal,
    taskQueue = TASK_QUEUE,
    graceMs = 0,
    workflows,
  }: StationOptions & { readonly temporal: Temporal; readonly workflows: WorkflowBundle },
  stack: AsyncDisposableStack,
): Promise<Pick<Station, 'failed' | 'status'>> {
  const connection = await adopted(temporal.connectWorker(), stack)
  const { namespace } = temporal
  const worker = await createWorker(deps, { connection, namespace, taskQueue, graceMs, workflows })
  const ended = worker.run()
  stack.defer(async () => {
    const running = worker.getState() === 'RUNNING'
    if (running) worker.shutdown()
    // How it ended by itself is told by `failed`.
    await ended.catch(running ? throwLeftBehind : () => undefined)
  })
  const stopped = ended.then(() => new Promise<never>(() => undefined))
  const failed = Promise.race([stopped, temporal.lost])
  failed.catch(() => undefined)
  return { failed, status: () => worker.getStatus() }
}

function throwLeftBehind(cause: unknown): never {
  throw new Error(
    `Stopping the worker: a step did not heed its interruption, and was left behind. Temporal hands it out again once its heartbeat is missed. ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  )
}
