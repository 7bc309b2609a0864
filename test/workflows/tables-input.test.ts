import { afterAll, beforeAll, expect, test } from 'vitest'

import { following } from '../../pipelines/graph.ts'
import { readGraph } from '../../workers/station.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { contents, keyRow } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

const NEXT = '2023-11-15'

let pipeline: Pipeline
beforeAll(async () => {
  pipeline = await startPipeline()
})
afterAll(() => pipeline.close())

const stepsOf = ({ steps }: RunStatus) => steps.map(({ step }) => step).sort()

/** The tables that a piece of work has changed. */
async function changedBy(work: () => Promise<unknown>): Promise<string[]> {
  const before = await contents(pipeline.warehouse)
  await work()
  const after = await contents(pipeline.warehouse)
  return Object.keys(after).filter((name) => before[name] !== after[name])
}

test('a raw table that nothing reads is appended to, and the key stays', async () => {
  const key = await keyRow(pipeline.warehouse)
  let status: RunStatus | undefined
  const changed = await changedBy(async () => {
    status = await pipeline.update({ asOf: NEXT, tables: ['ees_ga4_hourly'] })
  })
  expect(changed).toEqual(['ees_ga4_hourly'])
  expect(status && stepsOf(status)).toEqual(['ees_ga4_hourly'])
  expect(status?.published).toMatchObject({ tables: [], keyMoved: false })
  expect(await keyRow(pipeline.warehouse)).toEqual(key)
})

test('an app table alone is built of what is there', async () => {
  const status = await pipeline.update({ asOf: NEXT, tables: ['ees_service_summary'] })
  expect(status.steps).toMatchObject([{ step: 'ees_service_summary', state: 'current' }])
})

test('a raw table brings what follows from it, and no more', async () => {
  const { raw: _, app } = await readGraph()
  const below = following({ raw: [], app }, new Set(['ees_ga4_time_on_page']))
  const wanted = ['ees_ga4_time_on_page', ...below.map(({ name }) => name)].sort()
  let status: RunStatus | undefined
  const changed = await changedBy(async () => {
    status = await pipeline.update({ asOf: NEXT, tables: ['ees_ga4_time_on_page'] })
  })
  expect(status && stepsOf(status)).toEqual(wanted)
  expect(changed.sort()).toEqual(wanted)
  // Readers have to look again, at the day they had.
  expect(status?.published).toMatchObject({ keyMoved: true, latestData: '2023-11-12' })
})

test('a run of all tables then brings the others up to the same day', async () => {
  const status = await pipeline.update({ asOf: NEXT })
  expect(status.published).toMatchObject({ keyMoved: true, latestData: '2023-11-13' })
  const hourly = status.steps.find(({ step }) => step === 'ees_ga4_hourly')
  expect(hourly?.state).toBe('current')
})
