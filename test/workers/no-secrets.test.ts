import { writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Client, Connection } from '@temporalio/client'
import { beforeAll, expect, onTestFinished, test } from 'vitest'

import { startSandbox } from '../../sandbox/sandbox.ts'
import { SETTINGS } from '../../workers/settings.ts'
import { startTemporalServer } from '../../workers/temporal-server.ts'
import { TASK_QUEUE } from '../../workers/worker.ts'
import { baseFile } from '../support/base.ts'
import { SEED, settingsFor } from '../support/sandbox-settings.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startWorkerProcess } from '../support/worker-process.ts'

/** Unlike anything else that could be written. */
const SECRET = 'x7Qd0-recognisable-9Zk2'

/** Each way it could be written. */
const SHAPES = [
  SECRET,
  encodeURIComponent(SECRET),
  Buffer.from(SECRET).toString('base64').slice(2, -4),
]

beforeAll(async () => {
  await baseFile()
})

/** Every setting that is a secret, and the key file; the last is the SDK's own. */
function secretSettings(): Record<string, string> {
  const key = join(temporaryFolder(), 'key.json')
  writeFileSync(key, JSON.stringify({ type: 'service_account', private_key: SECRET }))
  const secrets = Object.entries(SETTINGS).flatMap(([name, wanted]) =>
    'secret' in wanted ? [name] : [],
  )
  expect(secrets.length).toBeGreaterThan(1)
  return {
    ...Object.fromEntries(secrets.map((name) => [name, SECRET])),
    GOOGLE_APPLICATION_CREDENTIALS: key,
    TEMPORAL_API_KEY: SECRET,
  }
}

async function server() {
  const started = await startTemporalServer()
  onTestFinished(started.close)
  return started
}

async function start(settings: Record<string, string>) {
  const worker = await startWorkerProcess(settings)
  onTestFinished(() => worker.close())
  return worker
}

const shown = (text: string) => SHAPES.filter((shape) => text.includes(shape))

test('no secret is in the logs at their fullest, the metrics, the health or the history of a run that passes and one that fails', async () => {
  const { address } = await server()
  const sandbox = await startSandbox(SEED)
  onTestFinished(() => sandbox.close())
  const file = join(temporaryFolder(), 'ees.duckdb')
  await copyFile(await baseFile(), file)
  const worker = await start({
    ...(await settingsFor(file, sandbox)),
    ...secretSettings(),
    TEMPORAL_ADDRESS: address,
    // The key is sent without TLS, to a server that asks for none.
    TEMPORAL_TLS: 'false',
    LOG_LEVEL: 'trace',
  })
  const connection = await Connection.connect({ address })
  onTestFinished(() => connection.close())
  const { workflow } = new Client({ connection })
  const run = async (asOf: string) => {
    const handle = await workflow.start('dailyUpdate', {
      workflowId: `secrets-${asOf}`,
      taskQueue: TASK_QUEUE,
      args: [{ asOf, tables: ['ees_ga4_time_on_page'] }],
    })
    await expect
      .poll(() => worker.output(), { timeout: 30_000 })
      .toContain('"step":"ees_ga4_time_on_page"')
    return handle
  }
  await (await run('2023-11-16')).result()
  sandbox.faults.add({ kind: 'unauthorised', times: 50, table: 'ees_ga4_time_on_page' })
  const failing = await run('2023-11-18')
  await expect.poll(() => worker.output(), { timeout: 30_000 }).toContain('Activity failed')
  const histories = await Promise.all(
    ['2023-11-16', '2023-11-18'].map((day) => workflow.getHandle(`secrets-${day}`).fetchHistory()),
  )
  const served = await Promise.all(
    [worker.metricsUrl, `${worker.healthUrl}/ready`, `${worker.healthUrl}/live`].map(async (url) =>
      (await fetch(url)).text(),
    ),
  )
  await failing.terminate()
  worker.signal('SIGTERM')
  await worker.ended

  expect(worker.output()).toContain('"level":"trace"')
  expect(JSON.stringify(histories)).toContain('ees_ga4_time_on_page')
  expect(shown([worker.output(), JSON.stringify(histories), ...served].join('\n'))).toEqual([])
})

test('nor in what a worker says that cannot start', async () => {
  const { address } = await server()
  const wrong = [
    // The API key asks for TLS, which this server has not.
    { TEMPORAL_ADDRESS: address },
    // The key file is none that Google knows, and half of the login is missing.
    { WAREHOUSE: 'databricks', EES_SOURCES: 'live', TEMPORAL_ADDRESS: address },
    { LOG_LEVEL: 'loud' },
  ]
  for (const settings of wrong) {
    const worker = await start({ ...secretSettings(), ...settings })
    expect(await worker.ended).toBe(1)
    expect(worker.output()).not.toBe('')
    expect(shown(worker.output())).toEqual([])
  }
})
