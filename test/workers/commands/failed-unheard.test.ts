import type { WorkflowHandle } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readConfig } from '../../../workers/config.ts'
import { openTemporal } from '../../../workers/temporal.ts'
import { bundleWorkflows, TASK_QUEUE } from '../../../workers/worker.ts'
import { ees } from '../../support/ees.ts'
import { type ProgramCases, type Settings, startProgramCases } from '../../support/program-case.ts'

const [DAY, TABLE] = ['2023-11-16', 'ees_ga4_time_on_page']
const RUN = `daily-update-${DAY}-${TABLE}`

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

/** Has a run planned in vain, and ends before the run itself has heard of it: as where the server's disk is full too. */
async function failUnheard(settings: Settings): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const temporal = stack.adopt(await openTemporal(readConfig(settings)), (it) => it.close())
  const connection = stack.adopt(await temporal.connectWorker(), (it) => it.close())
  const polled = { connection, namespace: temporal.namespace, taskQueue: TASK_QUEUE }
  const run = await temporal.client.workflow.start('dailyUpdate', {
    workflowId: RUN,
    taskQueue: TASK_QUEUE,
    args: [{ asOf: DAY, tables: [TABLE] }],
  })
  const plan = () => {
    throw ApplicationFailure.nonRetryable('there was no room')
  }
  const starting = await Worker.create({ ...polled, workflowBundle: await bundleWorkflows() })
  await starting.runUntil(until(run, 'activityTaskScheduledEventAttributes'))
  const planning = await Worker.create({ ...polled, activities: { plan } })
  await planning.runUntil(until(run, 'activityTaskFailedEventAttributes'))
}

/** Resolves once the run has met an event of this kind. */
const until = (
  run: WorkflowHandle,
  kind: 'activityTaskScheduledEventAttributes' | 'activityTaskFailedEventAttributes',
): Promise<void> =>
  expect
    .poll(async () => (await run.fetchHistory()).events?.some((event) => event[kind]))
    .toBe(true)

test('a run whose planning failed before is told, and started anew', async () => {
  const settings = await cases.next()
  await failUnheard(settings)
  const { code, stdout, stderr } = await ees(
    ['update', '--as-of', DAY, '--tables', TABLE],
    settings,
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(`The run ${RUN} goes on where it was.`)
  expect(stdout).toMatch(/The run could not be planned\. there was no room/)
  expect(stdout).toMatch(new RegExp(`^${TABLE} +appended`, 'm'))
})
