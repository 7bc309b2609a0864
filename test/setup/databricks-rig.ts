import type { TestProject } from 'vitest/node'

import type { RigAddress } from '../spark/rig.ts'
import { startRig } from '../spark/start-rig.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The stand-in for Databricks of this test run. */
    rigAddress: RigAddress
  }
}

/** Starts one rig for all test files; what they start trusts its certificate. */
export default async function startDatabricksRig(
  project: TestProject,
): Promise<() => Promise<void>> {
  const { close, ...rig } = await startRig()
  const { settings, principal, ca, volumeFolder, log, control } = rig
  project.provide('rigAddress', { settings, principal, ca, volumeFolder, log, control })
  // Node reads it as it starts, and the test files' processes start after this.
  process.env.NODE_EXTRA_CA_CERTS = settings.NODE_EXTRA_CA_CERTS
  return close
}
