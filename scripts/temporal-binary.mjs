import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The command line that is installed where none is found. */
export const TEMPORAL_VERSION = '1.5.1'

/** The server in it; a `temporal` of the machine's own must be as new. */
const SERVER = [1, 29, 1]

/**
 * Where the program keeps its own `temporal`: a folder of the user's, by version, so that every clone shares it.
 * @param {NodeJS.ProcessEnv} env
 */
export const cachedTemporal = (env) =>
  join(
    env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'),
    'ees-analytics',
    `temporal-v${TEMPORAL_VERSION}`,
    'temporal',
  )

/**
 * The `temporal` to start a server with: the first on the PATH that is new enough, else the program's own.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} its path; undefined where there is none
 */
export function findTemporal(env) {
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, 'temporal'))
  const own = cachedTemporal(env)
  return (
    onPath.find((path) => isExecutable(path) && isNewEnough(path)) ??
    (isExecutable(own) ? own : undefined)
  )
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false // absent, or not for us
  }
}

/** @param {string} path */
function isNewEnough(path) {
  try {
    const stated = execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 })
    const server = /Server (\d+)\.(\d+)\.(\d+)/.exec(stated)?.slice(1).map(Number)
    return server !== undefined && compare(server, SERVER) >= 0
  } catch {
    return false // not the command line of Temporal, or broken
  }
}

/** @param {number[]} left @param {number[]} right */
function compare(left, right) {
  const at = right.findIndex((part, index) => part !== left[index])
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
