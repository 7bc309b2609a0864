import { setTimeout } from 'node:timers/promises'

import { CancelledFailure } from '@temporalio/common'
import { WorkflowFailedError } from '@temporalio/client'
import { expect, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import { contents, differences, look } from '../support/contents.ts'
import { type Pipeline, pipelineOfTest } from '../support/pipeline.ts'

const NEXT = '2023-11-15'

/** One of which many tables are built, and one of which none is. */
const input = { asOf: NEXT, tables: ['ees_ga4_events', 'ees_ga4_hourly'] }

/** Keeps a run from its end for a while: a table waits for its answer. */
const hold = ({ sandbox }: Pipeline) =>
  sandbox.faults.add({ kind: 'hang', table: 'ees_ga4_hourly' })

/** Starts a run, and waits until it has built its first table. */
async function halfWay(pipeline: Pipeline) {
  const run = await pipeline.start(input)
  while ((await pipeline.warehouse.stagedRuns()).length === 0) await setTimeout(10)
  return run
}

const runs = async ({ warehouse }: Pipeline) =>
  look(
    warehouse,
    expression(
      `select state, ended_at is not null as ended from analytics_ops.runs where as_of = date '${NEXT}' order by started_at`,
    ),
  )

/** What is staged, once a step that was left behind would have been told of it and have ended. */
async function stagedIn({ warehouse }: Pipeline): Promise<readonly string[]> {
  await setTimeout(3000)
  return warehouse.stagedRuns()
}

test('a cancelled run leaves the tables as they were, nothing staged, and is kept as cancelled', async () => {
  const pipeline = await pipelineOfTest()
  const before = await contents(pipeline.warehouse)
  hold(pipeline)
  const run = await halfWay(pipeline)
  await run.cancel()
  const error = await run.result().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(WorkflowFailedError)
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure)
  expect(await stagedIn(pipeline)).toEqual([])
  expect(await runs(pipeline)).toEqual([{ state: 'cancelled', ended: true }])

  const after = await contents(pipeline.warehouse)
  for (const [name, held] of Object.entries(after))
    if (name !== 'ees_ga4_events') expect({ [name]: held }).toEqual({ [name]: before[name] })

  await pipeline.update(input)
  const calm = await pipelineOfTest()
  await calm.update(input)
  expect(await differences(pipeline.warehouse, calm.warehouse)).toEqual([])
})

test('what a terminated run has staged is dropped by the next one', async () => {
  const pipeline = await pipelineOfTest()
  hold(pipeline)
  const run = await halfWay(pipeline)
  await run.terminate('by hand')
  await expect(run.result()).rejects.toThrow(WorkflowFailedError)
  await pipeline.update(input)
  await expect.poll(() => pipeline.warehouse.stagedRuns()).toEqual([])
  // Nobody was left to say how the first one ended.
  expect(await runs(pipeline)).toEqual([
    { state: 'running', ended: false },
    { state: 'completed', ended: true },
  ])
})

test('a run that is under way keeps what it has staged when another starts', async () => {
  const pipeline = await pipelineOfTest()
  const run = await halfWay(pipeline)
  await pipeline.update({ asOf: NEXT, tables: ['ees_service_summary'] })
  const status = await run.result()
  expect(status.steps.filter(({ state }) => state !== 'built' && state !== 'appended')).toEqual([])
  expect(status.published?.tables).toContain('ees_session_starts')
})
