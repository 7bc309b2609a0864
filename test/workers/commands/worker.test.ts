import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'

import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts'
import { startTemporalServer, type TemporalServer } from '../../../workers/temporal-server.ts'
import { TASK_QUEUE } from '../../../workers/worker.ts'
import { baseFile } from '../../support/base.ts'
import { SEED, settingsFor } from '../../support/sandbox-settings.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { startWorkerProcess, type WorkerProcess } from '../../support/worker-process.ts'

let sandbox: Sandbox
let server: TemporalServer
let client: Client

beforeAll(async () => {
  await baseFile()
  sandbox = await startSandbox(SEED)
  // Of their own: these workers poll the task queue that other tests may use.
  server = await startTemporalServer()
  client = new Client({ connection: await Connection.connect({ address: server.address }) })
})

afterAll(async () => {
  await client.connection.close()
  await server.close()
  await sandbox.close()
})

async function settings(): Promise<Record<string, string>> {
  const file = join(temporaryFolder(), 'ees.duckdb')
  await copyFile(await baseFile(), file)
  return { ...(await settingsFor(file, sandbox)), TEMPORAL_ADDRESS: server.address }
}

async function start(given: Readonly<Record<string, string>>) {
  const worker = await startWorkerProcess(given)
  onTestFinished(() => worker.close())
  return worker
}

let runs = 0

function startRun(asOf: string, tables = ['ees_ga4_time_on_page']) {
  runs += 1
  return client.workflow.start('dailyUpdate', {
    workflowId: `worker-test-${runs}`,
    taskQueue: TASK_QUEUE,
    args: [{ asOf, tables }],
  })
}

/** Waits for the step to ask for its rows. */
async function untilFaultMet() {
  while (sandbox.faults.coming.length > 0) await setTimeout(20)
}

async function get(url: string) {
  const response = await fetch(url)
  return { status: response.status, body: await response.text() }
}

async function metricOf({ metricsUrl }: WorkerProcess, name: string): Promise<number> {
  const { body } = await get(metricsUrl)
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1])
}

describe('a worker at work', () => {
  test('tells health, metrics and each step, and ends with 0 when asked to', async () => {
    const began = Date.now() / 1000
    const given = await settings()
    const worker = await start(given)
    await worker.said('worker started')
    await expect
      .poll(() => get(`${worker.healthUrl}/ready`))
      .toEqual({
        status: 200,
        body: '{"ready":true,"problems":[]}\n',
      })
    expect((await get(`${worker.healthUrl}/live`)).status).toBe(200)

    const run = await startRun('2023-11-16')
    await run.result()
    // Counted after the run's end has been told to who waits for it.
    await expect
      .poll(async () => (await get(worker.metricsUrl)).body)
      .toMatch(/^temporal_workflow_completed_total\{.*workflow_type="dailyUpdate".*\} 1$/m)
    const { body } = await get(worker.metricsUrl)
    expect(body).toMatch(
      /^ees_rows_written_total\{state="appended",table="ees_ga4_time_on_page"\} [1-9]/m,
    )
    expect(body).toMatch(/^ees_step_duration_seconds\{step="ees_ga4_time_on_page"\} 0?\.?\d/m)
    expect(body).toMatch(/^ees_run_duration_seconds\{state="completed"\} \d/m)
    expect(body).toMatch(/^ees_ga4_quota_tokens\{period="day"\} [1-9]/m)
    await expect
      .poll(async () => (await get(worker.metricsUrl)).body)
      .toMatch(/^ees_days_behind\{table="ees_ga4_page"\} [1-9]/m)
    expect(body).toMatch(/^ees_findings_total\{check="conserved",severity="stop"\} 0$/m)

    const place = {
      run: run.firstExecutionRunId.replaceAll('-', ''),
      step: 'ees_ga4_time_on_page',
      window: { from: '2023-11-13', to: '2023-11-14' },
      attempt: 1,
    }
    const steps = () => worker.lines().filter(({ step }) => step === 'ees_ga4_time_on_page')
    await expect
      .poll(steps)
      .toEqual([
        expect.objectContaining({ ...place, msg: 'step started' }),
        expect.objectContaining({ ...place, msg: 'step done', state: 'appended' }),
      ])

    worker.signal('SIGTERM')
    expect(await worker.ended).toBe(0)
    expect(worker.lines().at(-1)).toMatchObject({ level: 'info', msg: 'worker stopped' })

    const next = await start(given)
    await next.said('worker started')
    await expect
      .poll(() => metricOf(next, 'ees_last_success_timestamp_seconds'))
      .toBeGreaterThan(began)
    expect(await metricOf(next, 'ees_runs_parked')).toBe(0)
  })

  test('tells a step that fails in one line, with the reason', async () => {
    sandbox.faults.add({ kind: 'row-count', times: 50, table: 'ees_ga4_time_on_page' })
    onTestFinished(() => sandbox.faults.clear())
    const worker = await start(await settings())
    const run = await startRun('2023-11-16')
    await expect
      .poll(() => worker.lines().find(({ msg }) => msg === 'Activity failed'), { timeout: 30_000 })
      .toMatchObject({
        level: 'warn',
        run: run.firstExecutionRunId.replaceAll('-', ''),
        step: 'ees_ga4_time_on_page',
        window: { from: '2023-11-13', to: '2023-11-14' },
        error: {
          type: expect.any(String),
          message: expect.stringContaining('ees_ga4_time_on_page'),
        },
      })
    await run.terminate()
  })
})

describe('asked to stop while a step is under way', () => {
  test('it lets a short one finish', async () => {
    const worker = await start(await settings())
    sandbox.faults.add({ kind: 'slow', seconds: 3, table: 'ees_ga4_time_on_page' })
    const run = await startRun('2023-11-16')
    await untilFaultMet()
    worker.signal('SIGINT')
    expect(await worker.ended).toBe(0)
    expect(worker.lines()).toContainEqual(
      expect.objectContaining({ msg: 'step done', step: 'ees_ga4_time_on_page' }),
    )
    await run.terminate()
  })

  test('it gives a long one back, and the next worker does it', async () => {
    const given = await settings()
    const first = await start(given)
    sandbox.faults.add({ kind: 'hang', table: 'ees_ga4_time_on_page' })
    const run = await startRun('2023-11-16')
    await untilFaultMet()
    first.signal('SIGTERM')
    expect(await first.ended).toBe(0)
    expect(first.lines()).toContainEqual(
      expect.objectContaining({ msg: 'step interrupted', step: 'ees_ga4_time_on_page' }),
    )
    await start(given)
    await expect(run.result()).resolves.toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'ees_ga4_time_on_page', state: 'appended' }),
      ]),
    })
  })
})

describe('a worker that cannot work says why and ends with 1', () => {
  test.each<[string, () => Record<string, string>, RegExp]>([
    ['no Temporal server', () => ({ TEMPORAL_ADDRESS: '127.0.0.1:1' }), /does not answer/],
    [
      'no such namespace',
      () => ({ TEMPORAL_NAMESPACE: 'none' }),
      /namespace none at .*Namespace none is not found.*TEMPORAL_NAMESPACE/,
    ],
    ['rows of the other kind', () => ({ EES_SOURCES: 'live' }), /sandbox/],
    ['not its address', () => ({ HEALTH_ADDRESS: '192.0.2.1:8080' }), /HEALTH_ADDRESS/],
    ['a port that is taken', () => ({ METRICS_ADDRESS: server.address }), /METRICS_ADDRESS/],
  ])('%s', async (_, wrong, reason) => {
    const worker = await start({ ...(await settings()), ...wrong() })
    expect(await worker.ended).toBe(1)
    expect(worker.lines().at(-1)).toMatchObject({
      level: 'error',
      msg: 'worker cannot go on',
      error: { message: expect.stringMatching(reason) },
    })
  })

  test('a file that another process holds', async () => {
    const given = await settings()
    const holder = await start(given)
    await holder.said('worker started')
    const worker = await start(given)
    expect(await worker.ended).toBe(1)
    expect(worker.output()).toContain('another process')
  })
})
