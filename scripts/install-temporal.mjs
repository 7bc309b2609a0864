import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { buildTemporal } from './build-temporal.mjs'
import { withClaim } from './claim.mjs'
import { downloadTemporal } from './download-temporal.mjs'
import { step } from './progress.mjs'
import { cachedTemporal, findTemporal, TEMPORAL_VERSION } from './temporal-binary.mjs'

/**
 * Puts the Temporal command line into the user's cache: the published one, or where that is out of reach, one built
 * from its source. It appears there whole or not at all.
 * @param {NodeJS.ProcessEnv} env
 * @param {(folder: string) => Promise<string>} download
 * @throws where neither can be had, with what to do
 */
export async function installTemporal(env, download = downloadTemporal) {
  const target = cachedTemporal(env)
  await withClaim(`${dirname(target)}.lock`, async () => {
    if (findTemporal(env)) return
    mkdirSync(dirname(target), { recursive: true })
    const staging = mkdtempSync(join(dirname(target), 'staging-'))
    process.once('exit', () => rmSync(staging, { recursive: true, force: true }))
    try {
      renameSync(await fetched(staging, env, download), target)
    } finally {
      rmSync(staging, { recursive: true, force: true })
    }
  })
}

/**
 * @param {string} staging a folder to work in
 * @param {NodeJS.ProcessEnv} env
 * @param {(folder: string) => Promise<string>} download
 * @returns {Promise<string>} the path of the binary
 */
async function fetched(staging, env, download) {
  /** @type {[string, string, () => Promise<string>][]} */
  const ways = [
    ['Downloading the Temporal server', 'about a minute', () => download(staging)],
    [
      'Building the Temporal server',
      'about 5 minutes on two cores',
      () => buildTemporal(staging, env),
    ],
  ]
  for (const [title, expected, way] of ways) {
    const progress = step(title, expected)
    try {
      const path = await way()
      progress.done()
      return path
    } catch (error) {
      progress.failed(error instanceof Error ? error.message : String(error))
    }
  }
  throw new Error(
    `No Temporal server could be installed, see above. Do one of these and run the command again: install the Temporal CLI ${TEMPORAL_VERSION} or later (docs.temporal.io/cli) so that \`temporal\` is on the PATH; install Go 1.25 or later (go.dev/dl) so that it can be built; or, unless it is for the tests or the bench, set TEMPORAL_ADDRESS to a Temporal server that runs already.`,
  )
}
