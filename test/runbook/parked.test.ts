import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { startTemporalServer, type TemporalServer } from '../../workers/temporal-server.ts'
import { TASK_QUEUE } from '../../workers/worker.ts'
import { baseFile } from '../support/base.ts'
import { ees } from '../support/ees.ts'
import { blocksIn, commandsIn, quotesIn, RUNBOOK, runbookEntry } from '../support/runbook.ts'
import { untilWaits } from '../support/runs.ts'
import { SEED, settingsFor } from '../support/sandbox-settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

let sandbox: Sandbox
let server: TemporalServer
let client: Client
beforeAll(async () => {
  await baseFile()
  sandbox = await startSandbox(SEED)
  // Of its own: these workers poll the task queue that other tests may use.
  server = await startTemporalServer()
  client = new Client({ connection: await Connection.connect({ address: server.address }) })
})
afterAll(async () => {
  await client.connection.close()
  await server.close()
  await sandbox.close()
})

type Settings = Record<string, string>

async function settingsOf(file: string): Promise<Settings> {
  await copyFile(await baseFile(), file)
  return { ...(await settingsFor(file, sandbox)), TEMPORAL_ADDRESS: server.address }
}

async function worker(settings: Settings) {
  const started = await startWorkerProcess(settings)
  onTestFinished(() => started.close())
  await started.said('worker started')
  return started
}

/** A run by the id that the runbook has, of these tables. */
const start = (tables: readonly string[]) =>
  client.workflow.start('dailyUpdate', {
    workflowId: 'daily-update-2026-01-31',
    taskQueue: TASK_QUEUE,
    args: [{ asOf: '2023-11-15', tables }],
  })

test('a parked run is found, read and resolved by the commands of the runbook', async () => {
  const settings = await settingsOf(join(temporaryFolder(), 'ees.duckdb'))
  await worker(settings)
  sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_page' })
  const run = await start(['ees_ga4_page'])
  await untilWaits(run)

  const entry = runbookEntry('A run is NeedsAttention')
  const [list = [], one = []] = commandsIn(RUNBOOK)
  const [retry = []] = commandsIn(entry)
  const [filter = ''] = blocksIn(RUNBOOK, 'text').flatMap((block) => block.split('\n'))
  await expect
    .poll(async () => (await Array.fromAsync(client.workflow.list({ query: filter }))).length)
    .toBe(1)
  expect((await ees(list, settings)).stdout).toMatch(
    /NeedsAttention +daily-update-2026-01-31 +\(ees_ga4_page\)$/m,
  )
  const seen = await ees(one, settings)
  expect(seen.stdout).toMatch(/^ees_ga4_page +parked/m)
  expect(seen.stdout).toMatch(/steps failed, and the run \S+ waits for a person until/)

  const skip = retry.map((arg) => (arg === 'retry' ? 'skip' : arg))
  const refused = await ees(skip, settings)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain(quotesIn(entry).at(-1))
  const resolved = await ees(retry, settings)
  expect(resolved).toMatchObject({ code: 0, stderr: '' })
  expect(resolved.stdout).toMatch(/^ees_ga4_page +appended/m)
  expect(await run.result()).toMatchObject({
    state: 'Completed',
    resolutions: [{ reason: 'the key is new' }],
  })
}, 180_000)

test('a publication that was refused is done once its cause is mended', async () => {
  const path = join(temporaryFolder(), 'ees.duckdb')
  const settings = await settingsOf(path)
  const alter = async (change: string) => {
    const file = await DuckDbFile.open(path)
    await file.session((session) =>
      session.run(`ALTER TABLE analytics_app.ees__last_updated ${change}`),
    )
    await file.close()
  }
  await alter('ADD COLUMN note VARCHAR')
  const first = await worker(settings)
  const run = await start(['ees_search_console'])
  const { steps } = await untilWaits(run)
  const [quote] = quotesIn(runbookEntry('The publication failed'))
  expect(steps.find(({ step }) => step === 'publish')).toMatchObject({
    state: 'parked',
    message: expect.stringContaining(quote ?? ''),
  })

  first.signal('SIGTERM')
  expect(await first.ended).toBe(0)
  await alter('DROP COLUMN note')
  await worker(settings)
  const [retry = []] = commandsIn(runbookEntry('The publication failed'))
  const resolved = await ees(retry, settings)
  expect(resolved).toMatchObject({ code: 0, stderr: '' })
  expect(resolved.stdout).toMatch(/^2 tables published; .* the cache key has moved\.$/m)
}, 180_000)
