import type { ScheduleHandle } from '@temporalio/client'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { look } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

/** A table without followers, so that a run is short. */
const TABLES = ['ees_ga4_hourly']

let pipeline: Pipeline
beforeAll(async () => {
  pipeline = await startPipeline()
})
afterAll(() => pipeline.close())

/** A schedule that starts nothing by itself. */
async function schedule(input: unknown): Promise<ScheduleHandle> {
  const { client } = pipeline.temporal
  const handle = await client.schedule.create({
    scheduleId: `${pipeline.taskQueue}-${crypto.randomUUID()}`,
    spec: { cronExpressions: ['30 23 * * *'] },
    action: {
      type: 'startWorkflow',
      workflowType: 'dailyUpdate',
      taskQueue: pipeline.taskQueue,
      args: [input],
    },
    state: { paused: true },
  })
  onTestFinished(() => handle.delete())
  return handle
}

/** The outcome of the first run that a schedule has started. */
async function outcome(handle: ScheduleHandle): Promise<RunStatus> {
  for (;;) {
    const { info } = await handle.describe()
    const [started] = info.recentActions
    const { workflow } = started?.action ?? {}
    if (workflow) return pipeline.temporal.client.workflow.getHandle(workflow.workflowId).result()
    await new Promise((wake) => setTimeout(wake, 50))
  }
}

const today = () =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())

test('a scheduled run is for the day in London that the schedule meant, whatever the input says', async () => {
  const handle = await schedule({ asOf: '2023-11-20', tables: TABLES })
  // In summer 23:30 UTC is half past midnight of the next day in London.
  await handle.backfill({
    start: new Date('2023-07-01T12:00:00Z'),
    end: new Date('2023-07-02T12:00:00Z'),
    overlap: 'ALLOW_ALL',
  })
  expect((await outcome(handle)).asOf).toBe('2023-07-02')
})

test('a scheduled run that is late is for the day it was meant for', async () => {
  const handle = await schedule({ tables: TABLES })
  await handle.backfill({
    start: new Date('2023-11-15T12:00:00Z'),
    end: new Date('2023-11-16T12:00:00Z'),
    overlap: 'ALLOW_ALL',
  })
  const status = await outcome(handle)
  expect(status.asOf).toBe('2023-11-15')
  expect(status.steps).toMatchObject([{ step: 'ees_ga4_hourly', to: '2023-11-13' }])
})

test('a schedule that a person triggers is for today', async () => {
  const handle = await schedule({ asOf: '2023-11-15', tables: ['ees_service_summary'] })
  await handle.trigger()
  expect((await outcome(handle)).asOf).toBe(today())
})

test('without a schedule it is the day of the input', async () => {
  const status = await pipeline.update({ asOf: '2023-11-16', tables: TABLES })
  expect(status.asOf).toBe('2023-11-16')
  expect(status.steps).toMatchObject([{ to: '2023-11-14' }])
})

test('without either it is today', async () => {
  const status = await pipeline.update({ tables: ['ees_service_summary'] })
  expect(status.asOf).toBe(today())
  const rows = await look(
    pipeline.warehouse,
    expression('select as_of from analytics_ops.runs order by started_at desc limit 1'),
  )
  expect(rows).toEqual([{ as_of: today() }])
})
