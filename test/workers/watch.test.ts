import { expect, test } from 'vitest'

import { statusOf } from '../../workers/watch.ts'
import { pipelineOfTest } from '../support/pipeline.ts'

test('a step that waits out a quota says until when', async () => {
  const { sandbox, start } = await pipelineOfTest()
  sandbox.faults.add({ kind: 'quota', table: 'ees_ga4_hourly', seconds: 5_400 })
  const run = await start({ asOf: '2023-11-15', tables: ['ees_ga4_hourly'] })
  const shown = async () =>
    (await statusOf(run))?.steps.find(({ step }) => step === 'ees_ga4_hourly')?.message ?? ''
  await expect
    .poll(shown, { timeout: 50_000 })
    .toMatch(
      /^attempt 2 at (\d\d:\d\d) UTC: Reading ees_ga4_hourly .* has to wait until \d\d:\d\d UTC \(in 90 minutes\)/,
    )
  await run.terminate()
})

test('one that is tried again soon says only what it failed with', async () => {
  const { sandbox, start } = await pipelineOfTest()
  sandbox.faults.add({ kind: 'unavailable', table: 'ees_ga4_hourly', times: 100 })
  const run = await start({ asOf: '2023-11-15', tables: ['ees_ga4_hourly'] })
  const shown = async () =>
    (await statusOf(run))?.steps.find(({ step }) => step === 'ees_ga4_hourly')?.message ?? ''
  await expect.poll(shown, { timeout: 50_000 }).toMatch(/^attempt \d: Reading ees_ga4_hourly /)
  await run.terminate()
})
