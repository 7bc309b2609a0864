import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { inject } from 'vitest'

import { tryClaim } from '../../scripts/claim.mjs'

/** Lets the first test file that needs it make it, while others wait. */
export async function once(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(inject('sharedFolder'), name)
  while (!existsSync(path)) {
    const claim = tryClaim(`${path}.claim`)
    try {
      if (!claim.held) await setTimeout(100)
      else if (!existsSync(path)) {
        await make(`${path}.new`)
        await rename(`${path}.new`, path)
      }
    } finally {
      if (claim.held) claim.release()
    }
  }
  return path
}
