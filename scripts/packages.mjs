import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { withClaim } from './claim.mjs'
import { step } from './progress.mjs'
import { run } from './run.mjs'

/**
 * @typedef {object} Locked
 * @property {string} version
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {string[]} [libc]
 */

/** The Node that the packages bring along. @param {string} root */
export const pinnedNode = (root) => join(root, 'node_modules', '.bin', 'node')

/**
 * The locked packages that are not installed as locked. npm writes down what it has installed as its very last act,
 * and `npm ci` removes that record as one of its first, so an interrupted one is noticed; looking for each folder
 * covers the moment between.
 * @param {string} root the project's folder
 * @returns {string[]} their folders, such as `node_modules/zod`
 */
export function missingPackages(root) {
  const locked = packagesIn(join(root, 'package-lock.json'))
  const record = join(root, 'node_modules', '.package-lock.json')
  const installed = existsSync(record) ? packagesIn(record) : {}
  return Object.entries(locked)
    .filter(([folder, wanted]) => folder !== '' && belongsHere(wanted))
    .filter(([folder, wanted]) => !matches(installed[folder], wanted) || !onDisk(root, folder))
    .map(([folder]) => folder)
}

/** @param {string} path @returns {Record<string, Locked>} */
const packagesIn = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/** @param {string} root @param {string} folder */
const onDisk = (root, folder) => existsSync(join(root, folder, 'package.json'))

/** @param {Locked | undefined} installed @param {Locked} wanted */
const matches = (installed, wanted) =>
  installed?.version === wanted.version &&
  (!wanted.integrity || installed.integrity === wanted.integrity)

/**
 * npm leaves out optional packages of other platforms, and those that only they need: of the optional ones, the
 * binaries of this platform are wanted.
 * @param {Locked} wanted
 */
function belongsHere({ optional, os, cpu, libc }) {
  if (!optional) return true
  if (!os || !cpu || libc?.includes('musl')) return false
  return [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch)
}

/**
 * Installs the locked packages.
 * @param {string} root the project's folder
 * @param {NodeJS.ProcessEnv} env
 * @throws where npm fails, or leaves a package out
 */
export async function installPackages(root, env) {
  requireGlibc()
  await withClaim(join(root, '.cache', 'packages.lock'), async () => {
    if (missingPackages(root).length === 0) return
    const progress = step('Installing packages', 'about a minute')
    const { code, output } = await run(...npm(env), { cwd: root, env })
    if (code !== 0) throw new Error(`npm could not install the packages:\n${output}`)
    requirePackages(root, output)
    progress.done()
  })
}

function requireGlibc() {
  if (process.platform !== 'linux') return
  if (JSON.stringify(process.report.getReport()).includes('"glibcVersionRuntime"')) return
  throw new Error(
    'This Linux has no glibc, which Node, DuckDB and the Temporal SDK are built for; Alpine is one such. Use one that has it, Debian for example.',
  )
}

/**
 * The npm that runs this script, if one does. Install scripts are not run: no package needs its own.
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, string[]]}
 */
function npm(env) {
  const wanted = ['ci', '--ignore-scripts', '--include=dev', '--include=optional']
  const args = [...wanted, '--loglevel=error', '--no-audit', '--no-fund', '--no-progress']
  const script = env.npm_execpath
  return script?.endsWith('npm-cli.js')
    ? [env.npm_node_execpath ?? process.execPath, [script, ...args]]
    : ['npm', args]
}

/** @param {string} root @param {string} output npm's */
function requirePackages(root, output) {
  const missing = missingPackages(root)
  if (missing.length > 0)
    throw new Error(
      `npm ended well but left out ${missing.length} packages: ${missing.slice(0, 5).join(', ')}. Its registry may lack them, or its settings leave them out.\n${output}`,
    )
  if (!existsSync(pinnedNode(root)))
    throw new Error(
      `npm installed no ${pinnedNode(root)}; its setting bin-links must be on, and omit must not name optional.`,
    )
}
