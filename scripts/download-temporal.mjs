import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { run } from './run.mjs'
import { TEMPORAL_VERSION } from './temporal-binary.mjs'

const RELEASE = `https://github.com/temporalio/cli/releases/download/v${TEMPORAL_VERSION}`

/** SHA-256 of the release's archives, as its checksums.txt states them. @type {Record<string, string>} */
const ARCHIVES = {
  linux_amd64: 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d',
  linux_arm64: 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5',
  darwin_amd64: 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9',
  darwin_arm64: 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415',
}

/** Without a byte for so long, the network counts as closed; a slow one goes on. */
const SILENCE_MS = 10_000

/**
 * Downloads the published Temporal command line.
 * @param {string} folder where the archive and the binary go
 * @param {{ release?: string, checksums?: Record<string, string> }} from another place that has the release's archives
 * @returns {Promise<string>} the binary's path
 * @throws where it is out of reach, or not what was published
 */
export async function downloadTemporal(folder, { release = RELEASE, checksums = ARCHIVES } = {}) {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`
  const url = `${release}/temporal_cli_${TEMPORAL_VERSION}_${platform}.tar.gz`
  const archive = join(folder, 'archive.tar.gz')
  const found = await save(url, archive)
  if (found !== checksums[platform])
    throw new Error(
      `${url} has the SHA-256 ${found}, wanted ${checksums[platform]}: not the published archive`,
    )
  const { code, output } = await run('tar', ['-xzf', archive, '-C', folder, 'temporal'], {
    env: process.env,
  })
  if (code !== 0) throw new Error(`tar could not unpack ${url}: ${output}`)
  return join(folder, 'temporal')
}

/**
 * @param {string} url
 * @param {string} path
 * @returns {Promise<string>} the SHA-256 of what was saved
 */
async function save(url, path) {
  const silence = new AbortController()
  const timer = setTimeout(
    () => silence.abort(new Error(`nothing came for ${SILENCE_MS / 1000} s`)),
    SILENCE_MS,
  )
  const hash = createHash('sha256')
  const watch = new Transform({
    transform(chunk, _, pass) {
      timer.refresh()
      hash.update(chunk)
      pass(null, chunk)
    },
  })
  try {
    const response = await fetch(url, { signal: silence.signal })
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
    await pipeline(response.body, watch, createWriteStream(path), { signal: silence.signal })
    return hash.digest('hex')
  } catch (error) {
    throw new Error(`${url} is out of reach: ${reason(error)}`, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

/** fetch keeps the reason in the cause. @param {unknown} error */
function reason(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
