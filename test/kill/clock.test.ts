import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import { differences, look } from '../support/contents.ts'
import { ees, PROGRAM } from '../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../support/program-case.ts'

/** A table that nothing reads, so that a run is short. */
const TABLES = ['--tables', 'ees_ga4_hourly']
const DAY = '2023-11-16'
const PATIENCE_MS = 900_000
const HOUR_MS = 3_600_000

let cases: ProgramCases
let calm: Settings
beforeAll(async () => {
  cases = await startProgramCases()
  calm = await cases.next()
  await ees(['update', '--as-of', DAY, ...TABLES], calm)
}, PATIENCE_MS)
afterAll(() => cases.close())

/** An update of "today", which begins half an hour into the day and whose clock jumps while it fetches. */
async function updateWithJump(settings: Settings, jumpMs: number) {
  const { PATH = '', HOME = '' } = process.env
  const clock = { CLOCK_START: `${DAY}T00:30:00Z`, CLOCK_JUMP_MS: String(jumpMs) }
  const preload = new URL('jumping-clock.ts', import.meta.url).href
  const asked = () => cases.sandbox.requests.runReport
  const before = asked()
  cases.sandbox.faults.add({ kind: 'slow', seconds: 2 })
  const child = spawn(process.execPath, ['--import', preload, PROGRAM, 'update', ...TABLES], {
    env: { PATH, HOME, ...settings, ...clock },
  })
  const said = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  await vi.waitFor(() => expect(asked()).toBeGreaterThan(before), { timeout: PATIENCE_MS })
  child.kill('SIGUSR2')
  const [stdout, stderr, [code]] = await said
  return { stdout, stderr, code: Number(code) }
}

test.each([
  ['forwards a day', 24 * HOUR_MS],
  ['backwards an hour, into the day before', -HOUR_MS],
])(
  'a clock that jumps %s does not change the day of a run that goes on',
  async (_, jumpMs) => {
    const settings = await cases.next()
    const { code, stdout, stderr } = await updateWithJump(settings, jumpMs)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`Daily update as of ${DAY}`)
    await looking(settings, async (warehouse) => {
      expect(await looking(calm, (other) => differences(warehouse, other))).toEqual([])
      const runs = expression('select as_of, state from analytics_ops.runs order by started_at')
      expect((await look(warehouse, runs)).at(-1)).toEqual({ as_of: DAY, state: 'completed' })
    })
  },
  PATIENCE_MS,
)
