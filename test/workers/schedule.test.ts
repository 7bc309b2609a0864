import { afterEach, expect, inject, onTestFinished, test } from 'vitest'

import {
  applySchedule,
  describeSchedule,
  pauseSchedule,
  resumeSchedule,
  triggerSchedule,
} from '../../workers/schedule.ts'
import { connectTemporal } from '../../workers/temporal.ts'

const ID = 'ees-daily-update'

async function client() {
  const temporal = await connectTemporal({ address: inject('temporalAddress') })
  onTestFinished(() => temporal.close())
  return temporal.client
}

afterEach(async () => {
  const temporal = await connectTemporal({ address: inject('temporalAddress') })
  // A test that had none has none to remove.
  await temporal.client.schedule
    .getHandle(ID)
    .delete()
    .catch(() => undefined)
  await temporal.close()
})

test('is declared once, at six in the morning UTC, and brought up to date after that', async () => {
  const own = await client()
  expect(await applySchedule(own)).toBe('created')
  expect(await applySchedule(own)).toBe('updated')
  const { policies, info } = await own.schedule.getHandle(ID).describe()
  expect(policies).toMatchObject({ overlap: 'BUFFER_ONE', catchupWindow: 172_800_000 })
  expect(info.nextActionTimes[0]?.toISOString()).toMatch(/T06:00:00\.000Z$/)
})

test('a pause that a person has set is still there after it was applied again', async () => {
  const own = await client()
  await applySchedule(own)
  await pauseSchedule(own, 'the property is being moved')
  await applySchedule(own)
  expect((await describeSchedule(own))[0]).toContain('paused: the property is being moved')
  await resumeSchedule(own, 'it has been moved')
  expect((await describeSchedule(own))[0]).toContain('running')
})

test('a triggered run is a daily update on the workers of this pipeline', async () => {
  const own = await client()
  await applySchedule(own)
  await triggerSchedule(own)
  const started = () => own.schedule.getHandle(ID).describe()
  await expect.poll(async () => (await started()).info.recentActions.length).toBe(1)
  const [action] = (await started()).info.recentActions
  const workflowId = action?.action.workflow.workflowId ?? ''
  const { type, taskQueue } = await own.workflow.getHandle(workflowId).describe()
  expect({ type, taskQueue }).toEqual({ type: 'dailyUpdate', taskQueue: 'ees' })
  await own.workflow.getHandle(workflowId).terminate('by the test')
})

test('without a schedule, it is said how to declare one', async () => {
  await expect(describeSchedule(await client())).rejects.toThrow('npx ees schedule apply')
})
