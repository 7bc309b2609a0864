import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, onTestFinished, test, vi } from 'vitest'

import { installTemporal } from '../../scripts/install-temporal.mjs'
import { cachedTemporal } from '../../scripts/temporal-binary.mjs'
import { executable } from '../support/executable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** A machine whose only tools are in one folder, and what set-up says there. */
function machine() {
  const folder = temporaryFolder()
  const said: string[] = []
  const spy = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => said.push(String(text)) > 0)
  onTestFinished(() => spy.mockRestore())
  const tools = join(folder, 'tools')
  const env = { PATH: tools, XDG_CACHE_HOME: join(folder, 'cache') }
  return { env, go: join(tools, 'go'), target: cachedTemporal(env), said }
}

const closed = () => Promise.reject(new Error('no network'))

async function downloaded(folder: string) {
  return executable(join(folder, 'temporal'), 'echo downloaded')
}

test('the published one is put into the cache', async () => {
  const { env, target, said } = machine()
  await installTemporal(env, downloaded)
  expect(readFileSync(target, 'utf8')).toContain('echo downloaded')
  expect(readdirSync(dirname(target))).toEqual(['temporal'])
  expect(said.join('')).toBe(
    'Downloading the Temporal server: about a minute\nDownloading the Temporal server: done in 0 s\n',
  )
})

test('where it is out of reach, one is built with Go', async () => {
  const { env, go, target, said } = machine()
  executable(go, 'echo "$@" > "$GOBIN/temporal" && /bin/chmod +x "$GOBIN/temporal"')
  await installTemporal(env, closed)
  expect(readFileSync(target, 'utf8')).toBe(
    'install -ldflags=-s -w github.com/temporalio/cli/cmd/temporal@v1.5.1\n',
  )
  expect(said.join('')).toContain('Downloading the Temporal server: failed. no network\nBuilding')
})

test('where neither works, it says what to install, and leaves nothing', async () => {
  const { env, go, target, said } = machine()
  executable(go, 'echo "no such module" >&2; exit 1')
  await expect(installTemporal(env, closed)).rejects.toThrow(
    /install the Temporal CLI 1\.5\.1.*install Go 1\.25.*TEMPORAL_ADDRESS/,
  )
  expect(said.join('')).toMatch(/failed\. go install \S+ failed with exit code 1:\nno such module/)
  expect(existsSync(target)).toBe(false)
  expect(readdirSync(dirname(target))).toEqual([])
})

test('where there is no Go, it says so', async () => {
  const { env, said } = machine()
  await expect(installTemporal(env, closed)).rejects.toThrow(
    'No Temporal server could be installed',
  )
  expect(said.join('')).toContain('failed. `go` is not on the PATH')
})

test('two at once install it once', async () => {
  const { env, target } = machine()
  const counted = vi.fn(downloaded)
  const warn = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => warn.mockRestore())
  await Promise.all([installTemporal(env, counted), installTemporal(env, counted)])
  expect(counted).toHaveBeenCalledTimes(1)
  expect(existsSync(target)).toBe(true)
})

test('a cache that cannot be written is named', async () => {
  const { env } = machine()
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(installTemporal({ ...env, XDG_CACHE_HOME: file }, downloaded)).rejects.toThrow(file)
})
