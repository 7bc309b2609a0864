import { renameSync } from 'node:fs'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { differences } from '../support/contents.ts'
import { ees } from '../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../support/program-case.ts'
import { startEes } from '../support/running-ees.ts'

/** A table that nothing reads, so that a run is short. */
const NEXT = ['update', '--as-of', '2023-11-16', '--tables', 'ees_ga4_hourly']
const PATIENCE_MS = 900_000

let cases: ProgramCases
let calm: Settings
beforeAll(async () => {
  cases = await startProgramCases()
  calm = await cases.next()
  await ees(NEXT, calm)
}, PATIENCE_MS)
afterAll(() => cases.close())

/** An update that has planned, and fetches for a while. */
async function startSlowly(settings: Settings) {
  const asked = () => cases.sandbox.requests.runReport
  const before = asked()
  cases.sandbox.faults.add({ kind: 'slow', seconds: 20 })
  const running = startEes(NEXT, settings)
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(before), { timeout: PATIENCE_MS })
  return running
}

async function expectCalm(settings: Settings): Promise<void> {
  const found = await looking(settings, (warehouse) =>
    looking(calm, (other) => differences(warehouse, other)),
  )
  expect(found).toEqual([])
}

test(
  'a file that is moved away under a run is told, and once it is back the next start goes on',
  async () => {
    const settings = await cases.next()
    const file = settings['DUCKDB_PATH'] ?? ''
    const running = await startSlowly(settings)
    renameSync(file, `${file}.away`)
    const { code, stderr } = await running.ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/it was moved, removed or replaced after this program opened it/)
    renameSync(`${file}.away`, file)
    expect((await ees(NEXT, settings)).code).toBe(0)
    await expectCalm(settings)
  },
  PATIENCE_MS,
)
