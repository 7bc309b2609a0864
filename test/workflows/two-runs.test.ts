import { setTimeout } from 'node:timers/promises'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import { differences, keyRow, look } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

const NEXT = '2023-11-16'
const AFTER = '2023-11-19'

/** One does what the other does undisturbed. */
let pipeline: Pipeline
let calm: Pipeline
beforeAll(async () => {
  pipeline = await startPipeline()
  calm = await startPipeline()
})
afterAll(async () => {
  await pipeline.close()
  await calm.close()
})

test('two runs at once leave the tables that one leaves', async () => {
  const tables = [
    'ees_ga4_events',
    'ees_ga4_page',
    'ees_ga4_service_summary',
    'ees_ga4_time_on_page',
    'ees_search_console',
  ]
  const input = { asOf: NEXT, tables }
  const runs = await Promise.all([1, 2].map(() => pipeline.start(input)))
  const [one, other] = await Promise.all(runs.map((run) => run.result()))
  await calm.update(input)
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
  for (const status of [one, other])
    expect(status?.published).toMatchObject({ latestData: '2023-11-14' })
  expect(await keyRow(pipeline.warehouse)).toMatchObject({ latest_data: '2023-11-14' })
  expect(await pipeline.warehouse.stagedRuns()).toEqual([])
})

test('of a window that another run has filled in part, the rest is appended', async () => {
  const tables = ['ees_ga4_time_on_page']
  // The first run has been told to fetch four days, and its answer comes late.
  pipeline.sandbox.faults.add({ kind: 'slow', seconds: 3, table: 'ees_ga4_time_on_page' })
  const long = await pipeline.start({ asOf: AFTER, tables })
  while (pipeline.sandbox.faults.coming.length > 0) await setTimeout(20)
  const short = await pipeline.update({ asOf: '2023-11-17', tables })
  expect(short.steps[0]).toMatchObject({ from: '2023-11-15', to: '2023-11-15' })

  const status = await long.result()
  expect(status.steps[0]).toMatchObject({ state: 'appended', to: '2023-11-17' })
  await calm.update({ asOf: AFTER, tables })
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])

  const steps = await look(
    pipeline.warehouse,
    expression(
      `select attempt, state, message from analytics_ops.steps
       where step = 'ees_ga4_time_on_page' and window_to = date '2023-11-17' order by attempt`,
    ),
  )
  expect(steps).toMatchObject([
    { attempt: 1, state: 'failed' },
    { attempt: 2, state: 'appended' },
  ])
  expect(steps[0]?.['message']).toContain('another writer appended some of these days meanwhile')
})

test('a run as of an earlier day finds nothing to do', async () => {
  const status = await pipeline.update({ asOf: '2023-11-17', tables: ['ees_ga4_time_on_page'] })
  expect(status.steps[0]).toMatchObject({ state: 'current', rows: 0 })
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
})
