import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'

import { differences } from '../../support/contents.ts'
import { ees, PROGRAM } from '../../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../../support/program-case.ts'
import { startEes } from '../../support/running-ees.ts'

/** Enough steps to be stopped between two of them. */
const TABLES = 'ees_ga4_events,ees_search_console'
const NEXT = ['update', '--as-of', '2023-11-16', '--tables', TABLES]
const GOES_ON = 'the run daily-update-2023-11-16-ees_ga4_events-ees_search_console goes on'

let cases: ProgramCases
let calm: Settings
beforeAll(async () => {
  cases = await startProgramCases()
  calm = await cases.next()
  await ees(NEXT, calm)
})
afterAll(() => cases.close())

/** A warehouse and a source that answers slowly, so that a run is not over before it is stopped. */
async function slowly(): Promise<Settings> {
  const { faults } = cases.sandbox
  faults.add({ kind: 'slow', table: 'ees_search_console', seconds: 5 })
  onTestFinished(() => faults.clear())
  return cases.next()
}

/** What a killed program was at is noticed after a while. */
const PATIENCE_MS = 180_000

/** Starts again what was stopped, and holds its tables against those of a run that nobody stopped. */
async function expectGoesOn(settings: Settings): Promise<string> {
  const { code, stdout } = await ees(NEXT, settings)
  expect({ code, stdout }).toMatchObject({ code: 0 })
  const found = await looking(settings, (warehouse) =>
    looking(calm, (other) => differences(warehouse, other)),
  )
  expect(found).toEqual([])
  return stdout
}

test('Ctrl-C ends it with 130, and the next start goes on where it was', async () => {
  const settings = await slowly()
  const running = startEes(NEXT, settings)
  await running.said(/^ees_\w+ +appended/m)
  running.kill('SIGINT')
  const { code, stdout, stderr } = await running.ended
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
  expect(stdout).toContain(`start the same command again and ${GOES_ON}`)
  expect(await expectGoesOn(settings)).toContain(GOES_ON.replace('the', 'The'))
})

test('Ctrl-C while it starts ends it with 130 before a run is started', async () => {
  const settings = await cases.next()
  const running = startEes(NEXT, settings)
  await running.said('Sources: sandbox')
  running.kill('SIGINT')
  const { code, stdout, stderr } = await running.ended
  expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
  expect(stdout).toContain('Stopped before a run was started.')
  expect(await expectGoesOn(settings)).not.toContain('goes on')
})

test('asked to end twice, it ends at once', async () => {
  const settings = await slowly()
  const running = startEes(NEXT, settings)
  await running.said(/^ees_\w+ +appended/m)
  running.kill('SIGINT')
  running.kill('SIGTERM')
  expect((await running.ended).code).toBe(143)
})

test(
  'killed half way, it goes on with the next start',
  async () => {
    const settings = await slowly()
    const running = startEes(NEXT, settings)
    await running.said(/^ees_\w+ +appended/m)
    running.kill('SIGKILL')
    expect((await running.ended).code).toBeNull()
    await expectGoesOn(settings)
  },
  PATIENCE_MS,
)

const script = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? ''

test.skipIf(!script.includes('util-linux'))(
  'on a terminal its lines change in place, and Ctrl-C ends it with 130 (skipped where there is no script of util-linux)',
  async () => {
    const { PATH = '', HOME = '' } = process.env
    const env = { PATH, HOME, TERM: 'xterm', ...(await slowly()) }
    // As high as the list of steps, of which a lower one shows the last.
    const command = `stty rows 99 cols 150; ${[process.execPath, PROGRAM, ...NEXT].join(' ')}`
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { env })
    let shown = ''
    let asked = false
    terminal.stdout.on('data', (text: Buffer) => {
      shown += text.toString()
      if (asked || !/ees_\w+ +appended/.test(shown)) return
      asked = true
      terminal.stdin.write('\u0003')
    })
    const [code] = await once(terminal, 'close')
    expect(code).toBe(130)
    expect(shown).toContain('\u001B[')
    expect(shown).toMatch(/ees_\w+ +(?:running|waiting)/)
    expect(shown).toContain(GOES_ON)
  },
)
