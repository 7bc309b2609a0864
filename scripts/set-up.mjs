import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { installTemporal } from './install-temporal.mjs'
import { installPackages, missingPackages, pinnedNode } from './packages.mjs'
import { findTemporal } from './temporal-binary.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']
const THROUGH_PROXY = '--use-env-proxy'

/**
 * Installs what is missing and says nothing when nothing is.
 * @param {string[]} flags as `setup.mjs` lists them
 * @param {NodeJS.ProcessEnv} env
 * @throws an error whose message says what to install
 */
export async function setUp(flags, env) {
  requirePlatform()
  if (missingPackages(ROOT).length > 0) await installPackages(ROOT, env)
  if (!needsTemporal(flags, env) || findTemporal(env)) return
  if (process.execArgv.includes(THROUGH_PROXY)) await installTemporal(env)
  else await again(flags, env)
}

function requirePlatform() {
  const platform = `${process.platform}-${process.arch}`
  if (PLATFORMS.includes(platform)) return
  throw new Error(
    `It knows no Node and no Temporal server for ${platform}, only for ${PLATFORMS.join(', ')}. On Windows, use WSL.`,
  )
}

/**
 * @param {string[]} flags
 * @param {NodeJS.ProcessEnv} env
 */
function needsTemporal(flags, env) {
  if (flags.includes('--packages-only')) return false
  return flags.includes('--own-server') || !(env.TEMPORAL_ADDRESS || env.TEMPORAL_PROFILE)
}

/**
 * Runs set-up once more in the Node just installed, whose fetch goes through the proxy that the environment names.
 * @param {string[]} flags
 * @param {NodeJS.ProcessEnv} env
 */
async function again(flags, env) {
  const script = join(ROOT, 'scripts', 'setup.mjs')
  const child = spawn(pinnedNode(ROOT), [THROUGH_PROXY, script, ...flags], {
    env,
    stdio: 'inherit',
  })
  process.once('exit', () => child.kill())
  const [code] = await once(child, 'exit')
  if (code !== 0) process.exit(code ?? 1) // it has said why
}
