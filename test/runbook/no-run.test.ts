import { rmSync } from 'node:fs'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { differences } from '../support/contents.ts'
import { ees } from '../support/ees.ts'
import { looking, type ProgramCases, startProgramCases } from '../support/program-case.ts'
import { commandsIn, quotesIn, runbookEntry } from '../support/runbook.ts'

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

const entry = runbookEntry('There was no run today')

const command = (word: string) => {
  const found = commandsIn(entry).find((args) => args.includes(word))
  if (!found) throw new Error(`The entry has no command with "${word}".`)
  return found
}

test('a schedule that is not there, or paused, is described, declared, resumed and triggered', async () => {
  const settings = await cases.next()
  const absent = await ees(command('describe'), settings)
  expect(absent.code).toBe(1)
  expect(absent.stderr).toContain(quotesIn(entry)[0])

  expect((await ees(command('apply'), settings)).stdout).toContain('created')
  const paused = await ees(['schedule', 'pause', '--reason', 'the property moves'], settings)
  expect(paused.stdout).toContain('paused: the property moves')
  expect((await ees(command('resume'), settings)).stdout).toContain('running')
  expect((await ees(command('trigger'), settings)).code).toBe(0)
  expect((await ees(command('describe'), settings)).stdout).toMatch(/\n\S+Z +\S*daily-update/)
}, 180_000)

test('a server that has lost all is told its schedule again, and the tables are as they were', async () => {
  const settings = await cases.next()
  const [apply = [], update = []] = commandsIn(runbookEntry('The Temporal server is lost'))
  const [first, second] = ['2023-11-15', '2023-11-16'].map((day) => [
    ...update,
    '--as-of',
    day,
    '--tables',
    'ees_ga4_hourly',
  ])
  await ees(apply, settings)
  expect((await ees(first ?? [], settings)).code).toBe(0)
  const lost = `${settings['DUCKDB_PATH']}.temporal`
  rmSync(lost)
  for (const part of ['-wal', '-shm']) rmSync(lost + part, { force: true })
  expect((await ees(apply, settings)).stdout).toContain('created')
  expect((await ees(second ?? [], settings)).code).toBe(0)

  const calm = await cases.next()
  await ees(second ?? [], calm)
  const found = await looking(settings, (one) => looking(calm, (other) => differences(one, other)))
  expect(found).toEqual([])
}, 180_000)
