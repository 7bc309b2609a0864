import type { Logger } from 'pino'

import { bindAddress } from './bind-address.ts'
import type { Config } from './config.ts'
import { type Health, serveHealth } from './health.ts'
import { installRuntime } from './log.ts'
import { openStation, type Station, type StationOptions } from './station.ts'
import { watchVitals } from './vitals.ts'
import { workerHealth } from './worker-health.ts'

/** A worker that goes on until it is stopped, with the metrics and the health that the settings ask for. */
export interface Service {
  readonly station: Station
  /** Rejects when the worker cannot go on, or has been without what it needs for too long. */
  readonly failed: Promise<never>
  close(): Promise<void>
}

/**
 * Starts a worker whose warehouse is ready for it: an empty one has got its tables, and one that it may not write to is
 * refused now and not at dawn.
 */
export async function openService(
  config: Config,
  log: Logger,
  options: StationOptions,
): Promise<Service> {
  const stack = new AsyncDisposableStack()
  try {
    const opened = await openInto(stack, log, { config, options })
    const whole = stack.move()
    return { ...opened, close: () => whole.disposeAsync() }
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
}

async function openInto(
  stack: AsyncDisposableStack,
  log: Logger,
  { config, options }: { readonly config: Config; readonly options: StationOptions },
): Promise<Omit<Service, 'close'>> {
  const metrics = config.metrics ? await bindAddress(config.metrics) : undefined
  stack.adopt(installRuntime(log, { metrics }), close)
  let health = (): Health => ({ live: [], ready: ['The worker is starting.'] })
  if (config.health) stack.adopt(await serveHealth(config.health, () => health()), close)
  const station = stack.adopt(await openStation(config, options), close)
  const { graph, warehouse, sourcesKind } = station.deps
  await warehouse.prepare([...graph.raw, ...graph.app], sourcesKind)
  const vitals = stack.adopt(watchVitals(station), close)
  health = () => workerHealth(station.status(), vitals.problems())
  const failed = Promise.race([station.failed, vitals.lost])
  failed.catch(() => undefined)
  return { station, failed }
}

const close = (opened: { close(): Promise<void> }) => opened.close()
