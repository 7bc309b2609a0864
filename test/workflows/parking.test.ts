import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import { contents, differences, look } from '../support/contents.ts'
import { failureOf, type Pipeline, pipelineOfTest, startPipeline } from '../support/pipeline.ts'
import {
  parkedIn,
  refusalOf,
  resolveStep,
  statusOf,
  untilRun,
  untilWaits,
} from '../support/runs.ts'
import { tamperedPipeline } from '../support/tampered.ts'

const NEXT = '2023-11-15'
const PATIENT = { limits: { patienceMs: 600_000 } }

/** One table that will fail, what reads it, and what does not. */
const input = { asOf: NEXT, tables: ['ees_ga4_page', 'ees_search_console'] }

type Run = Awaited<ReturnType<Pipeline['start']>>

const attributesOf = async (run: Run) => {
  const { searchAttributes } = await run.describe()
  const { PipelineState, DataDate, TriggerKind, FailedStep } = searchAttributes
  return { PipelineState, DataDate, TriggerKind, FailedStep }
}

const stateOf = async (run: Run, step: string) =>
  (await statusOf(run)).steps.find((status) => status.step === step)?.state

const lastRun = async ({ warehouse }: Pipeline) => {
  const [last] = await look(
    warehouse,
    expression('from analytics_ops.runs order by started_at desc limit 1'),
  )
  return last
}

describe('a step that fails', () => {
  let pipeline: Pipeline
  let before: Awaited<ReturnType<typeof contents>>
  let run: Run
  beforeAll(async () => {
    pipeline = await startPipeline(PATIENT)
    before = await contents(pipeline.warehouse)
    pipeline.sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_page', times: 2 })
    run = await pipeline.start(input)
    await untilWaits(run)
  })
  afterAll(() => pipeline.close())

  test('is parked, and what reads it is blocked, while the rest is published', async () => {
    const status = await statusOf(run)
    expect(status.state).toBe('NeedsAttention')
    const states = Object.fromEntries(status.steps.map(({ step, state }) => [step, state]))
    expect(states).toMatchObject({
      ees_ga4_page: 'parked',
      ees_publication_summary: 'blocked',
      ees_search_console: 'appended',
      ees_search_console_queries: 'built',
    })
    expect(status.published?.tables).toContain('ees_search_console_queries')
    const after = await contents(pipeline.warehouse)
    expect(after['ees_search_console_queries']).not.toBe(before['ees_search_console_queries'])
    expect(after['ees_publication_summary']).toBe(before['ees_publication_summary'])
  })

  test('is found by search attributes', async () => {
    expect(await attributesOf(run)).toEqual({
      PipelineState: ['NeedsAttention'],
      DataDate: [NEXT],
      TriggerKind: ['manual'],
      FailedStep: ['ees_ga4_page'],
    })
  })

  const retry = { step: 'ees_ga4_page', action: 'retry', reason: 'mended' }
  test.each([
    ['nothing', undefined, 'the input is missing, wanted is one JSON object'],
    [
      'a field too many',
      { ...retry, who: 'me' },
      'the field "who" is "me", wanted is no such field',
    ],
    ['no reason', { ...retry, reason: ' ' }, 'the field "reason" is " ", wanted is why'],
    ['an action that there is not', { ...retry, action: 'rerun' }, 'one of retry, skip, abort'],
    ['no step', { action: 'retry', reason: 'x' }, 'the field "step" is missing'],
    [
      'a step that there is not',
      { ...retry, step: 'ees_ga4_pages' },
      'the run has no step "ees_ga4_pages". Parked are: ees_ga4_page.',
    ],
    [
      'a step that is not parked',
      { ...retry, step: 'ees_search_console' },
      '"ees_search_console" is not parked but appended',
    ],
    [
      'a step that is blocked',
      { ...retry, step: 'ees_publication_summary' },
      'is not parked but blocked',
    ],
    [
      'a raw table to be skipped',
      { ...retry, action: 'skip' },
      'its days would be missing for good',
    ],
  ])('is not resolved by %s', async (_, resolution, fault) => {
    const said = await refusalOf(run, resolution)
    expect(said).toContain(fault)
    expect(await stateOf(run, 'ees_ga4_page')).toBe('parked')
  })

  test('is parked again where its cause has not gone, and the run completes once it has', async () => {
    await resolveStep(run, retry)
    await untilRun(run, ({ resolutions, waits }) => waits && resolutions.length === 1)
    expect(await stateOf(run, 'ees_ga4_page')).toBe('parked')

    pipeline.sandbox.faults.clear()
    const taken = await resolveStep(run, { ...retry, reason: 'the key is new' })
    expect(taken.steps.find(({ step }) => step === 'ees_ga4_page')?.message).toContain(
      'the key is new',
    )
    expect(await refusalOf(run, retry)).toMatch(/not parked|already completed/)
    const end = await run.result()
    expect(end).toMatchObject({ state: 'Completed', resolutions: [{}, {}] })
    expect(parkedIn(end)).toEqual([])
    expect(await attributesOf(run)).toMatchObject({
      PipelineState: ['Completed'],
      FailedStep: undefined,
    })
    const calm = await pipelineOfTest()
    await calm.update(input)
    expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
    expect(await pipeline.warehouse.stagedRuns()).toEqual([])
  })
})

test('a table that nothing reads may be skipped, one that others read may not', async () => {
  const pipeline = await pipelineOfTest(PATIENT)
  const before = await contents(pipeline.warehouse)
  pipeline.sandbox.faults.add({ kind: 'unknown-category', table: 'ees_ga4_events' })
  const run = await pipeline.start({ asOf: NEXT, tables: ['ees_ga4_events'] })
  const skip = { step: 'ees_publication_accordions', action: 'skip', reason: 'a new category' }
  const parked = parkedIn(await untilWaits(run))
  expect([...parked].sort()).toEqual(['ees_publication_accordions', 'ees_service_accordions'])

  expect(await refusalOf(run, skip)).toContain('ees_publication_summary would be built from it')
  await resolveStep(run, { ...skip, step: 'ees_service_accordions' })
  await untilRun(run, ({ resolutions, waits }) => waits && resolutions.length === 1)
  expect(await stateOf(run, 'ees_service_accordions')).toBe('skipped')

  await resolveStep(run, { ...skip, action: 'abort' })
  const { message, type } = await failureOf(run.result())
  expect(type).toBe('Aborted')
  expect(message).toContain('A person ended the run at ees_publication_accordions: a new category')
  expect(message).toContain('ees_service_accordions was skipped: a new category')
  expect(await lastRun(pipeline)).toMatchObject({ state: 'failed', message })
  const after = await contents(pipeline.warehouse)
  for (const table of ['ees_service_accordions', 'ees_publication_accordions'])
    expect(after[table]).toBe(before[table])
  expect(await pipeline.warehouse.stagedRuns()).toEqual([])

  const again = await pipeline.start({ asOf: NEXT, tables: ['ees_service_accordions'] })
  await untilWaits(again)
  await resolveStep(again, { ...skip, step: 'ees_service_accordions', reason: 'tomorrow' })
  expect(await again.result()).toMatchObject({ state: 'Completed' })
  expect(await lastRun(pipeline)).toMatchObject({
    state: 'completed',
    message: 'ees_service_accordions was skipped: tomorrow',
  })
})

test('an abort interrupts what is under way, and leaves nothing staged', async () => {
  const pipeline = await pipelineOfTest(PATIENT)
  pipeline.sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_page' })
  pipeline.sandbox.faults.add({ kind: 'hang', table: 'ees_search_console' })
  const run = await pipeline.start(input)
  await untilRun(run, (status) => parkedIn(status).length > 0)
  await resolveStep(run, { step: 'ees_ga4_page', action: 'abort', reason: 'not today' })
  const { message } = await failureOf(run.result())
  expect(message).toContain('A person ended the run at ees_ga4_page: not today')
  expect(await pipeline.warehouse.stagedRuns()).toEqual([])
})

test('a run that nobody looks after fails at its deadline, and lists what is open', async () => {
  const pipeline = await pipelineOfTest({ limits: { patienceMs: 20_000 } })
  pipeline.sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_page' })
  const run = await pipeline.start(input)
  const { deadline } = await untilWaits(run)
  const { message } = await failureOf(run.result())
  expect(message).toMatch(/^1 of \d+ steps failed/)
  expect(message).toContain(`Nobody decided about them until ${deadline}.`)
  expect(await attributesOf(run)).toMatchObject({
    PipelineState: ['Failed'],
    FailedStep: ['ees_ga4_page'],
  })
})

test('a publication that fails is parked, and done once its cause has gone', async () => {
  const pipeline = await tamperedPipeline(
    ['ALTER TABLE analytics_app.ees__last_updated ADD COLUMN mine INTEGER'],
    PATIENT,
  )
  const run = await pipeline.start({ asOf: NEXT, tables: ['ees_ga4_time_on_page'] })
  const status = await untilWaits(run)
  expect(parkedIn(status)).toEqual(['publish'])
  expect(status.steps.at(-1)?.message).toMatch(/^What was built could not be published\. Running/)
  const retry = { step: 'publish', action: 'retry', reason: 'the column is gone' }
  expect(await refusalOf(run, { ...retry, action: 'skip' })).toContain('nothing of the run would')
  await pipeline.tamper('ALTER TABLE analytics_app.ees__last_updated DROP COLUMN mine')
  await resolveStep(run, retry)
  const end = await run.result()
  expect(end.published?.tables).toHaveLength(2)
  expect(end.steps.map(({ step }) => step)).not.toContain('publish')
})

test('a history that grows long goes on in a new execution, and the tables are those of a short one', async () => {
  const long = { asOf: '2024-02-20', tables: ['ees_ga4_time_on_page', 'ees_search_console'] }
  const pipeline = await pipelineOfTest({ limits: { patienceMs: 0, maxEvents: 20 } })
  const run = await pipeline.start(long)
  const { steps, state } = await run.result()
  expect(state).toBe('Completed')
  expect(steps.find(({ step }) => step === 'ees_search_console')).toMatchObject({
    state: 'appended',
    from: '2023-11-12',
    to: '2024-02-17',
    windows: [4, 4],
  })
  const { runId, raw } = await run.describe()
  expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(runId)
  const calm = await pipelineOfTest()
  await calm.update(long)
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
})
