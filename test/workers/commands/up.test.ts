import { copyFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { answers } from '../../../workers/temporal-process.ts'
import { baseFile } from '../../support/base.ts'
import { ees } from '../../support/ees.ts'
import { freePort } from '../../support/free-port.ts'
import { startEes } from '../../support/running-ees.ts'
import { type RunningUp, startUp } from '../../support/running-up.ts'
import { dropsFolder } from '../../support/sandbox-settings.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const PATIENCE_MS = 180_000
const PATIENCE = { timeout: 60_000, interval: 300 }
const RUN = 'daily-update-2023-11-15-ees_ga4_hourly'
const UPDATE = ['update', '--as-of', '2023-11-15', '--tables', 'ees_ga4_hourly']

/** A warehouse of its own that stands after a run, and the sandbox that `ees up` itself starts. */
async function settingsOfOwn(): Promise<Record<string, string>> {
  const file = join(temporaryFolder(), 'ees.duckdb')
  copyFileSync(await baseFile(), file)
  return { DUCKDB_PATH: file, EES_PARQUET_ROOT: await dropsFolder() }
}

async function start(
  settings: Record<string, string>,
  ports?: readonly number[],
): Promise<RunningUp> {
  const up = await startUp(settings, ports)
  onTestFinished(async () => {
    up.kill('SIGKILL')
    await up.ended
  })
  return up
}

/** What the Temporal server says of a run, by its UI. */
const described = async ({ uiUrl }: RunningUp, run: string): Promise<string> =>
  (await fetch(`${uiUrl}/api/v1/namespaces/default/workflows/${run}`)).text()

const COMPLETED = /"WORKFLOW_EXECUTION_STATUS_COMPLETED"/
const FETCHING = /"name": *"ees_ga4_hourly"[^}]*\}[^}]*"PENDING_ACTIVITY_STATE_STARTED"/

test(
  'it answers where it says, does the run of another terminal, and knows it after Ctrl-C and a new start',
  async () => {
    const settings = await settingsOfOwn()
    const [metrics, health, ...ports] = await Promise.all([1, 2, 3, 4].map(() => freePort()))
    const served = {
      METRICS_ADDRESS: `127.0.0.1:${metrics}`,
      HEALTH_ADDRESS: `127.0.0.1:${health}`,
    }
    const first = await start({ ...settings, ...served }, ports)
    const urls = [...first.stdout().matchAll(/http:\S+(?=$| )/gm)].map(([url]) => url)
    expect(urls).toEqual(
      expect.arrayContaining([
        `${first.uiUrl}/namespaces/default/workflows`,
        `http://127.0.0.1:${metrics}/metrics`,
        `http://127.0.0.1:${health}/ready`,
      ]),
    )
    for (const url of urls.filter((found) => !found.endsWith('/faults')))
      await expect.poll(async () => (await fetch(url)).status, PATIENCE).toBe(200)

    const update = await ees(UPDATE, settings)
    expect(update).toMatchObject({ code: 0, stderr: '' })
    expect(update.stdout).toMatch(/^ees_ga4_hourly +appended/m)
    expect(await first.stop()).toMatchObject({ code: 130, stderr: '' })
    const closed = [...ports, metrics, health].map((port) => answers('127.0.0.1', port ?? 0))
    expect(await Promise.all(closed)).toEqual(closed.map(() => false))

    const second = await start(settings, ports)
    expect(await described(second, RUN)).toMatch(COMPLETED)
    expect((await ees(UPDATE, settings)).stdout).toContain('Nothing to append.')
    second.kill('SIGTERM')
    expect(await second.ended).toMatchObject({ code: 143, stderr: '' })
  },
  PATIENCE_MS,
)

test(
  'stopped in the middle of a run, it ends, and the next start goes on with the run by itself',
  async () => {
    const settings = await settingsOfOwn()
    const first = await start(settings)
    await first.control('faults', { kind: 'hang', table: 'ees_ga4_hourly', times: 100 })
    startEes(UPDATE, settings)
    await expect.poll(() => described(first, RUN), PATIENCE).toMatch(FETCHING)
    expect(await first.stop()).toMatchObject({ code: 130, stderr: '' })

    const second = await start(settings)
    await expect.poll(() => described(second, RUN), PATIENCE).toMatch(COMPLETED)
  },
  PATIENCE_MS,
)

test(
  'a second one on the same warehouse is told where the first answers, and leaves it be',
  async () => {
    const settings = await settingsOfOwn()
    const first = await start(settings)
    const second = await ees(['up', '--port', String(await freePort())], settings)
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain(`already, at ${first.uiUrl}. Use that one`)
    expect(await fetch(first.uiUrl)).toMatchObject({ status: 200 })
  },
  PATIENCE_MS,
)

async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

test.each(['--port', '--ui-port'])('a %s that is taken is named', async (option) => {
  const [taken, free] = [await takenPort(), await freePort()]
  const other = option === '--port' ? '--ui-port' : '--port'
  const settings = { DUCKDB_PATH: join(temporaryFolder(), 'ees.duckdb') }
  const said = await ees(['up', option, String(taken), other, String(free)], settings)
  expect(said).toMatchObject({ code: 1, stdout: '' })
  expect(said.stderr).toMatch(
    new RegExp(`on 127\\.0\\.0\\.1:${taken}: another program listens there\\. Stop it, or give`),
  )
  expect(said.stderr).not.toMatch(/^\s+at .*:\d+/m)
})

test.each([
  ['0', 'is no port'],
  ['65536', 'is no port'],
  ['ui', 'is no whole number'],
])('a port of %s ends with 2', async (port, said) => {
  const { code, stderr } = await ees(['up', '--ui-port', port])
  expect(code).toBe(2)
  expect(stderr).toContain(said)
})

test('with a Temporal server elsewhere, a worker is what is wanted', async () => {
  const { code, stderr } = await ees(['up'], { TEMPORAL_ADDRESS: '127.0.0.1:1' })
  expect(code).toBe(1)
  expect(stderr).toContain('npx ees worker')
})
