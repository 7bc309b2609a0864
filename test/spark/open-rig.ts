import { readFileSync } from 'node:fs'

import { addressOf, type RigAddress } from './rig.ts'
import { startRig } from './start-rig.ts'

/** The rig whose address is in the file that EES_RIG names, which goes on; else one that is started. */
export async function openRig(): Promise<{ address: RigAddress; close: () => Promise<void> }> {
  const file = process.env['EES_RIG']
  if (file) return { address: JSON.parse(readFileSync(file, 'utf8')), close: async () => undefined }
  const { close, ...rig } = await startRig()
  return { address: addressOf(rig), close }
}
