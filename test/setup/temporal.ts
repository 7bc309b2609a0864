import type { TestProject } from 'vitest/node'

import { startTemporalServer } from '../../workers/temporal-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Temporal server of this test run, as `127.0.0.1:7233`; each test has a task queue of its own there. */
    temporalAddress: string
  }
}

/** Starts one Temporal server, in memory, for all test files. */
export default async function startTemporal(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTemporalServer()
  project.provide('temporalAddress', server.address)
  return server.close
}
