import { readFileSync } from 'node:fs'

import type { TestProject } from 'vitest/node'

import { addressOf, type RigAddress } from '../spark/rig.ts'
import { startRig } from '../spark/start-rig.ts'

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
  const { address, close } = await rig()
  project.provide('rigAddress', address)
  // Node reads it as it starts, and the test files' processes start after this.
  process.env.NODE_EXTRA_CA_CERTS = address.settings.NODE_EXTRA_CA_CERTS
  return close
}

async function rig(): Promise<{ address: RigAddress; close: () => Promise<void> }> {
  const file = process.env.EES_RIG
  if (file) return { address: JSON.parse(readFileSync(file, 'utf8')), close: async () => undefined }
  const { close, ...address } = await startRig()
  return { address: addressOf(address), close }
}
