import { type ChildProcess } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { registerHooks } from 'node:module'

import { announce } from './announce.ts'

/**
 * Loaded before the program (`node --import`), so that it tells where it is: what its station takes from these modules
 * it takes from their announcing counterparts here, which take it from the modules themselves. The program is as it is.
 */
const STATION = new URL('../../workers/station.ts', import.meta.url).href
const COUNTERPARTS: Readonly<Record<string, string>> = {
  './warehouse.ts': new URL('announcing-warehouse.ts', import.meta.url).href,
  './sources.ts': new URL('announcing-sources.ts', import.meta.url).href,
}

registerHooks({
  resolve: (specifier, context, next) =>
    next((context.parentURL === STATION && COUNTERPARTS[specifier]) || specifier, context),
})

subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess }
  // It is told of before it is spawned.
  queueMicrotask(() => {
    if (child.pid !== undefined) announce({ pid: child.pid, args: child.spawnargs })
  })
})
