import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { cachedTemporal, findTemporal } from '../../scripts/temporal-binary.mjs'
import { executable } from '../support/executable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const states = (server: string) => `echo "temporal version 9.9.9 (Server ${server}, UI 2.42.1)"`

/** A machine with a PATH of two folders and a cache, all empty. */
function machine() {
  const folder = temporaryFolder()
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  const env = { PATH: `${first}::${second}`, XDG_CACHE_HOME: join(folder, 'cache') }
  return { env, first: join(first, 'temporal'), second: join(second, 'temporal') }
}

test('this machine has one', () => expect(findTemporal(process.env)).toMatch(/\/temporal$/))

test('there is none on an empty machine', () => {
  expect(findTemporal(machine().env)).toBeUndefined()
  expect(findTemporal({ HOME: temporaryFolder() })).toBeUndefined()
})

test('one on the PATH comes before the cached one', () => {
  const { env, second } = machine()
  const cached = executable(cachedTemporal(env), 'exit 1')
  expect(findTemporal(env)).toBe(cached)
  expect(findTemporal({ ...env, PATH: `${env.PATH}:` })).toBe(cached)
  executable(second, states('1.29.1'))
  expect(findTemporal(env)).toBe(second)
})

test.each(['1.29.1', '1.29.2', '1.30.0', '2.0.0'])('server %s is new enough', (version) => {
  const { env, first } = machine()
  expect(findTemporal(env)).toBeUndefined()
  executable(first, states(version))
  expect(findTemporal(env)).toBe(first)
})

test.each([
  ['an older server', states('1.29.0')],
  ['a much older server', states('0.30.9')],
  ['another program', 'echo "temporal 1.30.0"'],
  ['a broken program', 'exit 1'],
])('%s is passed over', (_, script) => {
  const { env, first, second } = machine()
  executable(first, script)
  expect(findTemporal(env)).toBeUndefined()
  executable(second, states('1.30.0'))
  expect(findTemporal(env)).toBe(second)
})

test('what cannot be run is passed over', () => {
  const { env, first, second } = machine()
  mkdirSync(first, { recursive: true })
  chmodSync(executable(second, states('1.30.0')), 0o644)
  expect(findTemporal(env)).toBeUndefined()
})

test('the cache is the XDG folder, or the one in the home folder', () => {
  expect(cachedTemporal({ XDG_CACHE_HOME: '/x', HOME: '/h' })).toBe(
    '/x/ees-analytics/temporal-v1.5.1/temporal',
  )
  expect(cachedTemporal({ XDG_CACHE_HOME: '', HOME: '/h' })).toBe(
    '/h/.cache/ees-analytics/temporal-v1.5.1/temporal',
  )
})
