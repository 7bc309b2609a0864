import { afterAll, beforeAll, expect, inject, test } from 'vitest'

import { contents, keyRow } from '../../support/contents.ts'
import { ees } from '../../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../../support/program-case.ts'
import { startEes } from '../../support/running-ees.ts'

const NEXT = ['update', '--as-of', '2023-11-15', '--tables', 'ees_ga4_time_on_page']

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

const external = async (): Promise<Settings> => ({
  ...(await cases.next()),
  TEMPORAL_ADDRESS: inject('temporalAddress'),
})

test('a server that does not answer is named, and the tables stay as they were', async () => {
  const settings = await cases.next()
  const before = await looking(settings, contents)
  for (const command of [NEXT, ['worker']]) {
    const said = await ees(command, { ...settings, TEMPORAL_ADDRESS: '127.0.0.1:1' })
    expect(said.code).toBe(1)
    expect(said.stderr).toContain('Temporal server at 127.0.0.1:1')
    expect(said.stderr).toContain('TEMPORAL_ADDRESS')
  }
  expect(await looking(settings, contents)).toEqual(before)
})

test('a namespace that there is not is named', async () => {
  const said = await ees(NEXT, { ...(await external()), TEMPORAL_NAMESPACE: 'elsewhere' })
  expect(said.code).toBe(1)
  expect(said.stderr).toContain('elsewhere')
  expect(said.stderr).not.toMatch(/^\s+at .*:\d+/m)
})

test('where no worker polls, a run is not started', async () => {
  const said = await ees(NEXT, await external())
  expect(said.code).toBe(1)
  expect(said.stderr).toContain('no worker polls the task queue "ees"')
  expect(said.stderr).toContain('npx ees worker')
})

test('a worker does what an update elsewhere asks for', async () => {
  const settings = await external()
  const before = await looking(settings, keyRow)
  const worker = startEes(['worker'], { ...settings, LOG_LEVEL: 'info' })
  await worker.logged('worker started')
  const { code, stdout } = await ees(NEXT, settings)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ees_service_time_on_page +built/m)
  expect(stdout).toMatch(/^\d tables published; latest_data 2023-11-12, the cache key has moved/m)
  worker.kill('SIGTERM')
  expect((await worker.ended).code).toBe(0)
  const after = await looking(settings, keyRow)
  expect(after?.['last_updated']).not.toBe(before?.['last_updated'])
})
