import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { beforeAll, expect, inject, onTestFinished, test } from 'vitest'

import type { ReadWindow } from '../../activities/sources/source.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { readConfig } from '../../workers/config.ts'
import { openStation } from '../../workers/station.ts'
import { connectTemporal } from '../../workers/temporal.ts'
import { bundleWorkflows, createWorker } from '../../workers/worker.ts'
import { baseFile } from '../support/base.ts'
import { SEED, settingsFor } from '../support/sandbox-settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

beforeAll(async () => {
  await baseFile()
})

/** All that a worker works with; its own one polls where nothing is handed out. */
async function openDeps() {
  const stack = new AsyncDisposableStack()
  onTestFinished(() => stack.disposeAsync())
  const file = join(temporaryFolder(), 'ees.duckdb')
  await copyFile(await baseFile(), file)
  const sandbox = stack.adopt(await startSandbox(SEED), (it) => it.close())
  const temporal = stack.adopt(
    await connectTemporal({ address: inject('temporalAddress') }),
    (it) => it.close(),
  )
  const config = readConfig(await settingsFor(file, sandbox))
  const options = { temporal, taskQueue: `idle-${process.pid}` }
  const station = stack.adopt(await openStation(config, options), (it) => it.close())
  return { deps: station.deps, temporal }
}

test('a step that does not heed its interruption does not keep the worker from its end', async () => {
  const { deps, temporal } = await openDeps()
  const asked = Promise.withResolvers<void>()
  // oxlint-disable-next-line require-yield -- it never comes to a page
  const stubborn: ReadWindow = async function* () {
    asked.resolve()
    await new Promise<never>(() => undefined)
  }
  const { namespace } = temporal
  const taskQueue = `stubborn-${process.pid}`
  const connection = await temporal.connectWorker()
  const worker = await createWorker(
    { ...deps, sources: { ...deps.sources, ga4: stubborn } },
    { connection, namespace, taskQueue, graceMs: 100, workflows: await bundleWorkflows() },
  )
  const ended = worker.run()
  const run = await temporal.client.workflow.start('dailyUpdate', {
    workflowId: taskQueue,
    taskQueue,
    args: [{ asOf: '2023-11-16', tables: ['ees_ga4_page'] }],
  })
  await asked.promise
  worker.shutdown()
  await expect(ended).rejects.toBeInstanceOf(Error)
  await run.terminate()
})
