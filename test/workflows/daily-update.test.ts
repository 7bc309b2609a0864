import { afterAll, beforeAll, expect, test } from 'vitest'

import { daysBetween } from '../../pipelines/days.ts'
import { expression } from '../../pipelines/define.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { historyFile } from '../support/base.ts'
import { contents, keyRow, look } from '../support/contents.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

const FIRST = '2023-06-26'

let pipeline: Pipeline
let first: RunStatus
beforeAll(async () => {
  pipeline = await startPipeline({ from: historyFile })
  first = await pipeline.update({ asOf: FIRST })
})
afterAll(() => pipeline.close())

const statesOf = ({ steps }: RunStatus, layer: 'raw' | 'app') =>
  new Set(steps.filter((step) => step.layer === layer).map(({ state }) => state))

const ops = (statement: string) => look(pipeline.warehouse, expression(statement))

test('a first run fills every table to the last final day', async () => {
  expect(first.asOf).toBe(FIRST)
  for (const { step, state, rows, from, to } of first.steps.filter(
    (raw) => raw.step.startsWith('ees_ga4_') && raw.layer === 'raw',
  )) {
    expect({ step, state, to }).toEqual({ step, state: 'appended', to: '2023-06-24' })
    // The windows before the property's first rows are asked for, and empty.
    expect(daysBetween(from ?? FIRST, '2023-06-22')).toBeLessThan(31)
    const [row] = await ops(
      `select count(*) as n, min(date) as first, max(date) as last from analytics_raw.${step}`,
    )
    expect(row).toEqual({ n: rows, first: '2023-06-22', last: '2023-06-24' })
  }
  expect(first.steps.find(({ step }) => step === 'ees_pub_scrape')?.state).toBe('replaced')
  // Search Console has nothing before October 2023.
  expect(first.steps.find(({ step }) => step === 'ees_search_console')?.state).toBe('current')
  expect(statesOf(first, 'app')).toEqual(new Set(['built']))
})

test('a first run publishes every app table, and moves the key last', async () => {
  const built = first.steps.filter(({ layer }) => layer === 'app').map(({ step }) => step)
  expect(built.length).toBeGreaterThanOrEqual(19)
  expect(first.published).toMatchObject({ latestData: '2023-06-24', keyMoved: true })
  expect([...(first.published?.tables ?? [])].sort()).toEqual(built.sort())
  expect(await keyRow(pipeline.warehouse)).toMatchObject({ latest_data: '2023-06-24' })
  const [row] = await ops('select max(date) as last from analytics_app.ees_publication_summary')
  expect(row).toEqual({ last: '2023-06-24' })
})

test('the ops tables tell what happened', async () => {
  const runs = await ops('from analytics_ops.runs')
  expect(runs).toHaveLength(1)
  expect(runs[0]).toMatchObject({
    as_of: FIRST,
    state: 'completed',
    latest_data: '2023-06-24',
    message: null,
  })
  const steps = await ops(
    'select step, window_from, window_to, attempt, state, rows from analytics_ops.steps order by all',
  )
  const pages = steps.filter(({ step }) => step === 'ees_ga4_page')
  expect(pages[0]).toMatchObject({ window_from: '2022-02-02', window_to: '2022-03-04', rows: 0 })
  expect(pages.at(-1)).toMatchObject({ window_to: '2023-06-24', state: 'appended', attempt: 1 })
  const done = new Set(steps.map(({ step }) => step))
  const planned = first.steps.filter((step) => !step.windows || step.windows[1] > 0)
  expect(done).toEqual(new Set(planned.map(({ step }) => step)))
})

test('nothing that was staged is left', async () => {
  expect(await pipeline.warehouse.stagedRuns()).toEqual([])
})

test('run again, it appends nothing, builds nothing and leaves the key as it is', async () => {
  const [tables, key] = [await contents(pipeline.warehouse), await keyRow(pipeline.warehouse)]
  const asked = { ...pipeline.sandbox.requests }
  const status = await pipeline.update({ asOf: FIRST })
  expect(statesOf(status, 'raw')).toEqual(new Set(['current']))
  expect(statesOf(status, 'app')).toEqual(new Set(['current']))
  expect(status.published).toMatchObject({ tables: [], latestData: '2023-06-24', keyMoved: false })
  expect(await contents(pipeline.warehouse)).toEqual(tables)
  expect(await keyRow(pipeline.warehouse)).toEqual(key)
  expect(pipeline.sandbox.requests).toEqual(asked)
})

test('a day later it appends that day alone', async () => {
  const before = await contents(pipeline.warehouse)
  const status = await pipeline.update({ asOf: '2023-06-27' })
  const pages = status.steps.find(({ step }) => step === 'ees_ga4_page')
  expect(pages).toMatchObject({ state: 'appended', from: '2023-06-25', to: '2023-06-25' })
  expect(status.published).toMatchObject({ latestData: '2023-06-25', keyMoved: true })
  expect(await keyRow(pipeline.warehouse)).toMatchObject({ latest_data: '2023-06-25' })
  const [row] = await ops(
    'select count(*) as n, count(distinct date) as days from analytics_raw.ees_ga4_service_summary',
  )
  expect(row).toEqual({ n: 4, days: 4 })
  // Frozen tables and the list are as they were.
  const after = await contents(pipeline.warehouse)
  for (const table of ['ees_ua_page', 'ees_legacy_scrape', 'ees_pub_scrape'])
    expect(after[table]).toBe(before[table])
})
