import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  globSync,
  mkdirSync,
  renameSync,
  mkdtempSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { withClaim } from '../../scripts/claim.mjs'
import { step } from '../../scripts/progress.mjs'
import { run } from '../../scripts/run.mjs'
import { cachedTemporal } from '../../scripts/temporal-binary.mjs'
import { deltaProject } from './delta-project.ts'
import { DELTA, MAVEN_PLUGIN, PYSPARK } from './pins.ts'
import { requireTools } from './tools.ts'

/**
 * Puts the jars of Spark and Delta into the user's cache, where every clone finds them; there whole or not at all.
 * They come by `pip` and `mvn`, so that the machine's own settings say from where.
 * @returns their folder
 * @throws where a tool is missing, or what came is not what was published
 */
export async function installSpark(env: NodeJS.ProcessEnv): Promise<string> {
  const cache = dirname(dirname(cachedTemporal(env)))
  const target = join(cache, `spark-${PYSPARK.version}-delta-${DELTA.version}`)
  const isThere = () => existsSync(target)
  requireTools(!isThere(), env)
  if (isThere()) return target
  await withClaim(`${target}.lock`, async () => {
    if (isThere()) return
    // What a killed set-up has left; nobody else is here.
    for (const left of globSync(`${target}.staging-*`)) rmSync(left, { recursive: true })
    const staging = mkdtempSync(`${target}.staging-`)
    const remove = () => rmSync(staging, { recursive: true, force: true })
    process.once('exit', remove)
    try {
      const jars = join(staging, 'jars')
      mkdirSync(jars)
      await shown('Downloading Spark', 'about 2 minutes', () => fetchSpark(staging, jars, env))
      await shown('Downloading Delta', 'about half a minute', () => fetchDelta(staging, jars, env))
      renameSync(jars, target)
    } finally {
      remove()
      process.off('exit', remove)
    }
  })
  return target
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

async function fetchSpark(staging: string, jars: string, env: NodeJS.ProcessEnv): Promise<void> {
  const name = `pyspark-${PYSPARK.version}`
  const asked = ['download', '--no-deps', '--no-binary=:all:', '--disable-pip-version-check']
  await done(
    'python3',
    ['-m', 'pip', ...asked, '--dest', staging, `pyspark==${PYSPARK.version}`],
    env,
  )
  const archive = join(staging, `${name}.tar.gz`)
  await verify(archive, PYSPARK.sha256)
  const jarsOnly = ['--strip-components=3', `${name}/deps/jars`]
  await done('tar', ['-xzf', archive, '-C', jars, ...jarsOnly], env)
  rmSync(archive)
}

async function fetchDelta(staging: string, jars: string, env: NodeJS.ProcessEnv): Promise<void> {
  const project = deltaProject(staging)
  const copy = [`${MAVEN_PLUGIN}:copy-dependencies`, `-DoutputDirectory=${jars}`]
  await done('mvn', ['-B', '-q', '-f', project, ...copy], env)
  for (const [artifact, sha256] of Object.entries(DELTA.jars))
    await verify(join(jars, `${artifact}-${DELTA.version}.jar`), sha256)
}

async function done(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await run(command, args, { env })
  if (code === 0) return
  throw new Error(
    `\`${[command, ...args].join(' ')}\` failed with exit code ${code}. Look at what it says, and at where its settings tell it to download from:\n${output}`,
  )
}

async function verify(file: string, wanted: string): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('hex')
  if (found !== wanted)
    throw new Error(
      `${file} has the SHA-256 ${found}, wanted ${wanted}: not the published file. Nothing was installed.`,
    )
}
