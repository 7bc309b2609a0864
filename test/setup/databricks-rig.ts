import type { TestProject } from 'vitest/node'

import { openRig } from '../spark/open-rig.ts'
import type { RigAddress } from '../spark/rig.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The stand-in for Databricks of this test run. */
    rigAddress: RigAddress
  }
}

/** Starts one rig for all test files, unless EES_RIG names the file of one that runs; they trust its certificate. */
export default async function startDatabricksRig(
  project: TestProject,
): Promise<() => Promise<void>> {
  const { address, close } = await openRig()
  project.provide('rigAddress', address)
  // Node reads it as it starts, and the test files' processes start after this.
  process.env.NODE_EXTRA_CA_CERTS = address.settings.NODE_EXTRA_CA_CERTS
  return close
}
