import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { withClaim } from '../../scripts/claim.mjs'
import { step } from '../../scripts/progress.mjs'
import { cachedTemporal } from '../../scripts/temporal-binary.mjs'
import { fetchJars } from './fetch-jars.ts'
import { fetchSpark } from './fetch-spark.ts'
import { PINS, type Pins } from './pins.ts'
import { requireTools } from './tools.ts'

/**
 * Puts the jars of Spark and Delta into the user's cache, where every clone finds them; there whole or not at all.
 * They come by `pip` and `mvn`, so that the machine's own settings say from where.
 * @returns their folder
 * @throws where a tool is missing, or what came is not what was published
 */
export async function installSpark(env: NodeJS.ProcessEnv, pins = PINS): Promise<string> {
  const cache = dirname(dirname(cachedTemporal(env)))
  const target = join(cache, nameOf(pins))
  requireTools(!existsSync(target), env)
  if (existsSync(target)) return target
  await withClaim(`${target}.lock`, async () => {
    if (existsSync(target)) return
    removeLeftovers(target)
    const staging = mkdtempSync(`${target}.staging-`)
    const remove = () => rmSync(staging, { recursive: true, force: true })
    process.once('exit', remove)
    try {
      renameSync(await fetchAll(staging, pins, env), target)
    } finally {
      process.off('exit', remove)
      remove()
    }
  })
  return target
}

/** Other pins, another folder. */
function nameOf({ spark, jars }: Pins): string {
  const digest = createHash('sha256').update(JSON.stringify(jars)).digest('hex')
  return `spark-${spark.version}-${digest.slice(0, 12)}`
}

/** What a killed set-up has left; whoever asks has the claim, so no other is under way. */
function removeLeftovers(target: string): void {
  for (const name of readdirSync(dirname(target)))
    if (name.startsWith(`${basename(target)}.staging-`))
      rmSync(join(dirname(target), name), { recursive: true })
}

async function fetchAll(staging: string, pins: Pins, env: NodeJS.ProcessEnv): Promise<string> {
  const jars = join(staging, 'jars')
  mkdirSync(jars)
  const place = { staging, jars, env }
  await shown('Downloading Spark', 'about a minute', () => fetchSpark(pins.spark, place))
  await shown('Downloading Delta', 'about 20 s', () => fetchJars(pins.jars, place))
  return jars
}

async function shown(title: string, expected: string, work: () => Promise<void>): Promise<void> {
  const progress = step(title, expected)
  try {
    await work()
  } catch (error) {
    progress.failed('See below.')
    throw error
  }
  progress.done()
}
