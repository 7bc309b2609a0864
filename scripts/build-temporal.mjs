import { join } from 'node:path'

import { run } from './run.mjs'
import { TEMPORAL_VERSION } from './temporal-binary.mjs'

/**
 * Builds the Temporal command line with the machine's Go.
 * @param {string} folder where the binary goes
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string>} its path
 * @throws where there is no Go, or the build fails
 */
export async function buildTemporal(folder, env) {
  const source = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_VERSION}`
  const { code, output } = await run('go', ['install', '-ldflags=-s -w', source], {
    cwd: folder,
    env: { ...env, GOBIN: folder },
  })
  if (code !== 0) throw new Error(`go install ${source} failed with exit code ${code}:\n${output}`)
  return join(folder, 'temporal')
}
