import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { addDays } from '../../pipelines/days.ts'
import { expression } from '../../pipelines/define.ts'
import type { RunStatus } from '../../workflows/status.ts'
import { contents, differences, look } from '../support/contents.ts'
import { failureOf, type Pipeline, pipelineOfTest, startPipeline } from '../support/pipeline.ts'
import { parkedIn, resolveStep, untilWaits } from '../support/runs.ts'
import { tamperedPipeline } from '../support/tampered.ts'

/** The base ends on 12 November for GA4. */
const TABLES = ['ees_ga4_hourly', 'ees_ga4_time_on_page']
const RAW = TABLES.map((table) => `analytics_raw.${table}`)

/** One that nobody tampered with, and whose runs were whole. */
let calm: Pipeline
beforeAll(async () => {
  calm = await startPipeline()
})
afterAll(() => calm.close())

const stepIn = ({ steps }: RunStatus, name: string) => steps.find(({ step }) => step === name)

describe('missing', () => {
  /** Gaps in the middle, one of them longer than a window. */
  const HOLES = RAW.flatMap((table) => [
    `DELETE FROM ${table} WHERE date = DATE '2023-07-04'`,
    `DELETE FROM ${table} WHERE date BETWEEN DATE '2023-08-20' AND DATE '2023-10-10'`,
  ])

  test('fills days that are absent anywhere in the range, and no others', async () => {
    const pipeline = await tamperedPipeline(HOLES)
    const before = pipeline.sandbox.requests.runReport
    const run = await pipeline.startBackfill({
      from: '2023-06-01',
      to: '2023-11-12',
      tables: TABLES,
    })
    const status = await run.result()
    expect(status.title).toBe('Backfill of 2023-06-01 to 2023-11-12, missing days')
    for (const table of TABLES)
      expect(stepIn(status, table)).toMatchObject({
        state: 'appended',
        from: '2023-07-04',
        to: '2023-10-10',
      })
    expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
    // Two windows of the long gap, one of the short one, for each table; of a page each.
    expect(pipeline.sandbox.requests.runReport - before).toBe(6)
    expect(await pipeline.warehouse.stagedRuns()).toEqual([])
  })

  test('of a whole range fetches nothing and leaves the key', async () => {
    const pipeline = await pipelineOfTest()
    const range = { from: '2023-08-01', to: '2023-11-01', tables: TABLES }
    const status = await (await pipeline.startBackfill(range)).result()
    expect(stepIn(status, 'ees_ga4_hourly')).toMatchObject({ state: 'current', rows: 0 })
    expect(status.published).toMatchObject({ tables: [], keyMoved: false })
    expect(pipeline.sandbox.requests.runReport).toBe(0)
  })

  test('goes on in new executions, and ends the same', async () => {
    const pipeline = await tamperedPipeline(HOLES, { limits: { patienceMs: 0, maxEvents: 15 } })
    const run = await pipeline.startBackfill({
      from: '2023-06-01',
      to: '2023-11-12',
      tables: TABLES,
    })
    const status = await run.result()
    const { runId, raw } = await run.describe()
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(runId)
    expect(stepIn(status, 'ees_ga4_hourly')).toMatchObject({ windows: [3, 3], from: '2023-07-04' })
    expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
  })

  test('beside a daily update leaves the tables of one after the other', async () => {
    const pipeline = await tamperedPipeline(HOLES)
    const [asOf, backfill] = [
      '2023-11-20',
      { from: '2023-06-01', to: '2023-11-18', tables: TABLES },
    ]
    const runs = [
      await pipeline.startBackfill(backfill),
      await pipeline.start({ asOf, tables: TABLES }),
    ]
    await Promise.all(runs.map((run) => run.result().catch(() => undefined)))
    // A hole stops what comes after it: the update that met one is asked again, as on the next day.
    await pipeline.update({ asOf, tables: TABLES })
    const other = await pipelineOfTest()
    await other.update({ asOf, tables: TABLES })
    expect(await differences(pipeline.warehouse, other.warehouse)).toEqual([])
  })
})

describe('replace', () => {
  const ALTERED = [
    "UPDATE analytics_raw.ees_ga4_hourly SET sessions = sessions + 1 WHERE date = DATE '2023-09-05'",
    "DELETE FROM analytics_raw.ees_ga4_hourly WHERE date = DATE '2023-09-06' AND hour = (SELECT max(hour) FROM analytics_raw.ees_ga4_hourly WHERE date = DATE '2023-09-06')",
  ]
  const range = {
    from: '2023-08-15',
    to: '2023-10-15',
    tables: ['ees_ga4_hourly'],
    mode: 'replace',
  }

  test('swaps the days that differ, keeps what they had, and tells by day', async () => {
    const pipeline = await tamperedPipeline(ALTERED)
    const { warehouse } = pipeline
    const run = await pipeline.startBackfill(range)
    const status = await run.result()
    expect(stepIn(status, 'ees_ga4_hourly')).toMatchObject({
      state: 'replaced',
      days: {
        days: 2,
        gone: 0,
        examples: [
          { day: '2023-09-05', added: 0, gone: 0 },
          { day: '2023-09-06', changed: 0, gone: 0 },
        ],
      },
      windows: [2, 2],
    })
    expect(await differences(warehouse, calm.warehouse)).toEqual([])
    const archived = expression(
      `select distinct date from analytics_ops.archive_ees_ga4_hourly order by date`,
    )
    expect(await look(warehouse, archived)).toEqual([
      { date: '2023-09-05' },
      { date: '2023-09-06' },
    ])

    const again = await (await pipeline.startBackfill(range)).result()
    expect(stepIn(again, 'ees_ga4_hourly')).toMatchObject({ state: 'current', rows: 0 })
    expect(again.published?.keyMoved).toBe(false)
  })

  test('beside a daily update of the same table leaves the tables of one after the other', async () => {
    const pipeline = await tamperedPipeline(ALTERED)
    const [asOf, tables] = ['2023-11-20', ['ees_ga4_hourly']]
    const runs = [await pipeline.startBackfill(range), await pipeline.start({ asOf, tables })]
    await Promise.all(runs.map((run) => run.result()))
    const other = await pipelineOfTest()
    await other.update({ asOf, tables })
    expect(await differences(pipeline.warehouse, other.warehouse)).toEqual([])
  })
})

test('a window that fails is parked, and goes on from there', async () => {
  const pipeline = await tamperedPipeline(
    ["DELETE FROM analytics_raw.ees_ga4_hourly WHERE date > DATE '2023-09-30'"],
    { limits: { patienceMs: 600_000 } },
  )
  pipeline.sandbox.faults.add({ kind: 'slow', seconds: 0, table: 'ees_ga4_hourly' })
  pipeline.sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_hourly' })
  const range = { from: '2023-06-13', to: '2023-11-12', tables: ['ees_ga4_hourly'] }
  const run = await pipeline.startBackfill(range)
  const status = await untilWaits(run)
  expect(parkedIn(status)).toEqual(['ees_ga4_hourly'])
  expect(stepIn(status, 'ees_ga4_hourly')).toMatchObject({ windows: [1, 2] })
  await resolveStep(run, { step: 'ees_ga4_hourly', action: 'retry', reason: 'a new key' })
  expect(stepIn(await run.result(), 'ees_ga4_hourly')).toMatchObject({ windows: [2, 2] })
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
})

describe('bad input', () => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
  const ok = { from: '2023-08-01', to: '2023-08-31' }

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['the input is missing', 'one JSON object']],
    ['a text', '2026', ['"2026"', 'one JSON object']],
    ['no first day', { to: '2023-08-31' }, ['the field "from" is missing', 'a day']],
    ['a field that there is not', { ...ok, table: 'x' }, ['"table"', '"x"', '"tables" and "mode"']],
    ['an unknown mode', { ...ok, mode: 'all' }, ['"mode"', '"all"', '"missing" or "replace"']],
    ['a day that the calendar lacks', { ...ok, to: '2023-08-32' }, ['"to"', '"2023-08-32"']],
    ['reversed days', { from: ok.to, to: ok.from }, ['"from"', '2023-08-31', '2023-08-01']],
    ['a day to come', { ...ok, to: addDays(today, 1) }, ['"to"', addDays(today, 1), today]],
    ['a day before the first', { ...ok, from: '2019-01-01' }, ['"from"', '2019-01-01']],
    ['an unknown table', { ...ok, tables: ['ees_ga4_pages'] }, ['"tables"', 'ees_ga4_pages']],
    ['a frozen table', { ...ok, mode: 'replace', tables: ['ees_ua_events'] }, ['is frozen']],
    ['an app table', { ...ok, tables: ['ees_service_summary'] }, ['is an app table']],
    ['a list', { ...ok, tables: ['ees_pub_scrape'] }, ['is a list']],
  ])('%s fails the run at once, with what was found and an example', async (_, input, said) => {
    const before = await contents(calm.warehouse)
    const { message, type } = await failureOf((await calm.startBackfill(input)).result())
    for (const part of [...said, 'For example: {"from":']) expect(message).toContain(part)
    expect(['BadInput', 'PlanFailed']).toContain(type)
    expect(await contents(calm.warehouse)).toEqual(before)
  })
})
