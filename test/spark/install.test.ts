import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { beforeEach, expect, test, vi } from 'vitest'

import { executable } from '../support/executable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { installSpark } from './install.ts'

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  return () => vi.restoreAllMocks()
})

const INSTALLED = /^spark-1\.0-[\da-f]{12}$/

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** A machine whose `pip` and `mvn` hand out small files, with the pins of those. */
function machine() {
  const folder = temporaryFolder()
  const [tools, published] = [join(folder, 'tools'), join(folder, 'published')]
  mkdirSync(join(published, 'pyspark-1.0/deps/jars'), { recursive: true })
  writeFileSync(join(published, 'pyspark-1.0/deps/jars/spark.jar'), 'spark')
  const archive = join(published, 'pyspark-1.0.tar.gz')
  execFileSync('tar', ['-czf', archive, '-C', published, 'pyspark-1.0'])
  writeFileSync(join(published, 'delta-2.0.jar'), 'delta')

  const log = join(folder, 'log')
  writeFileSync(log, '')
  executable(join(tools, 'java'), `echo 'openjdk version "17.0.15" 2025-04-15' >&2`)
  executable(
    join(tools, 'python3'),
    `[ "$3" = --version ] || { echo pip >> ${log}; while [ "$1" != --dest ]; do shift; done; cp ${archive} "$2"; }`,
  )
  executable(
    join(tools, 'mvn'),
    `[ "$1" = --version ] || { echo mvn >> ${log}; for last; do :; done; cp ${published}/delta-2.0.jar "\${last#*=}"; }`,
  )
  const cache = join(folder, 'cache')
  const pins = {
    spark: { version: '1.0', sha256: sha256(archive) },
    jars: [
      {
        group: 'io.delta',
        artifact: 'delta',
        version: '2.0',
        sha256: sha256(join(published, 'delta-2.0.jar')),
      },
    ],
  }
  return {
    tools,
    pins,
    log: () => readFileSync(log, 'utf8'),
    cached: () => readdirSync(join(cache, 'ees-analytics')),
    env: {
      ...process.env,
      PATH: [tools, process.env.PATH].join(delimiter),
      XDG_CACHE_HOME: cache,
    } as NodeJS.ProcessEnv,
  }
}

test('the jars are put into the cache, and nothing else; the next time they are there', async () => {
  const { env, pins, cached, log } = machine()
  const jars = await installSpark(env, pins)
  expect(readdirSync(jars).sort()).toEqual(['delta-2.0.jar', 'spark.jar'])
  expect(cached()).toEqual([expect.stringMatching(INSTALLED)])
  expect(await installSpark(env, pins)).toBe(jars)
  expect(log()).toBe('pip\nmvn\n')
})

test('two at once install them once', async () => {
  const { env, pins, cached, log } = machine()
  await Promise.all([installSpark(env, pins), installSpark(env, pins)])
  expect(log()).toBe('pip\nmvn\n')
  expect(cached()).toEqual([expect.stringMatching(INSTALLED)])
})

test('what a killed set-up has left is removed by the next', async () => {
  const { env, pins, cached } = machine()
  const jars = await installSpark(env, pins)
  renameSync(jars, `${jars}.staging-x`)
  await installSpark(env, pins)
  expect(cached()).toEqual([expect.stringMatching(INSTALLED)])
})

test('other pins are installed beside those', async () => {
  const { env, pins, cached } = machine()
  await installSpark(env, pins)
  await installSpark(env, { ...pins, jars: [] })
  expect(cached()).toHaveLength(2)
})

test.each(['spark', 'delta'] as const)(
  '%s that is not the published one is refused',
  async (of) => {
    const { env, pins, cached } = machine()
    const other = {
      spark: of === 'spark' ? { ...pins.spark, sha256: 'other' } : pins.spark,
      jars: pins.jars.map((jar) => (of === 'delta' ? { ...jar, sha256: 'other' } : jar)),
    }
    await expect(installSpark(env, other)).rejects.toThrow(
      /has the SHA-256 [\da-f]{64}, wanted other: not the published file/,
    )
    expect(cached()).toEqual([])
  },
)

test('a download that fails says what the tool said, and leaves nothing', async () => {
  const { env, pins, tools, cached } = machine()
  executable(
    join(tools, 'mvn'),
    '[ "$1" = --version ] || { echo "Could not transfer artifact"; exit 1; }',
  )
  await expect(installSpark(env, pins)).rejects.toThrow(
    /`mvn .* failed with exit code 1.*\nCould not transfer artifact$/,
  )
  expect(cached()).toEqual([])
})

test('a machine that lacks tools is told all of them', async () => {
  const { env, pins, tools } = machine()
  executable(join(tools, 'java'), `echo 'openjdk version "11.0.2" 2019-01-15' >&2`)
  executable(join(tools, 'python3'), 'exit 1')
  const bare = { ...env, PATH: tools }
  await expect(installSpark(bare, pins)).rejects.toThrow(
    /Install it and run the command again:\n- Java 17 or 21 .*: found openjdk version "11.0.2".*\n- OpenSSL .*\n- Python 3 with pip .*`python3 -m pip --version` fails\n- tar: /,
  )
})
