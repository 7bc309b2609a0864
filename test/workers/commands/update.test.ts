import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { addDays } from '../../../pipelines/days.ts'
import { contents, differences } from '../../support/contents.ts'
import { ees, type Said } from '../../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../../support/program-case.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const NEXT = ['update', '--as-of', '2023-11-16']

let cases: ProgramCases
let settings: Settings
let first: Said
beforeAll(async () => {
  cases = await startProgramCases()
  settings = await cases.next()
  first = await ees(NEXT, settings)
})
afterAll(() => cases.close())

test('a run ends with 0, a line for each step and a summary, without colours off a terminal', () => {
  const { code, stdout, stderr } = first
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).not.toContain('\u001B')
  for (const line of [
    /^Sources: sandbox \(made-up rows; .*\)\. Warehouse: DuckDB in .*ees\.duckdb\.$/m,
    /^ees_ga4_page +appended +\d+ rows/m,
    /^ees_publication_summary +built +[\d,]+ rows/m,
    /^Daily update as of 2023-11-16$/m,
    /^ {2}ees_ga4_page +\d+ rows {2}2023-11-13 to 2023-11-14$/m,
    /^\d+ tables published; latest_data 2023-11-14, the cache key has moved\.$/m,
    /^Time [\d.]+ s\.$/m,
  ])
    expect(stdout).toMatch(line)
})

test('run again, it appends nothing and leaves the key', async () => {
  const before = await looking(settings, contents)
  const { code, stdout } = await ees(NEXT, settings)
  expect(code).toBe(0)
  expect(stdout).toContain('Nothing to append.')
  expect(stdout).toContain(
    '0 tables published; latest_data 2023-11-14, the cache key stays as it was.',
  )
  expect(await looking(settings, contents)).toEqual(before)
})

test('steps that fail end it with 1 and a list of them; started again, it tries them once more', async () => {
  const args = [...NEXT, '--tables', 'ees_ga4_time_on_page,ees_ga4_hourly']
  const fresh = await cases.next()
  const { code, stdout, stderr } = await ees(args, { ...fresh, GA4_PROPERTY_ID: '1' })
  expect(code).toBe(1)
  expect(stdout).toContain('0 tables published')
  expect(stderr).toMatch(/^2 of \d+ steps failed, and the run daily-update-\S+ waits for a person/m)
  for (const table of ['ees_ga4_time_on_page', 'ees_ga4_hourly'])
    expect(stderr).toMatch(new RegExp(`^${table}: Reading .*403.*`, 'm'))
  expect(stderr).toMatch(/^Not built for want of these: .*ees_service_time_on_page/m)
  expect(stderr).toContain('start the same command again')

  const again = await ees(args, fresh)
  expect(again).toMatchObject({ code: 0, stderr: '' })
  expect(again.stdout).toContain('goes on where it was')
  const calm = await cases.next()
  await ees(args, calm)
  const found = await looking(fresh, (one) => looking(calm, (other) => differences(one, other)))
  expect(found).toEqual([])
})

const today = new Date().toISOString().slice(0, 10)

test.each<[string, readonly string[], string]>([
  ['a day that is none', ['--as-of', '2023-02-30'], '"2023-02-30" is no day'],
  ['a day to come', ['--as-of', addDays(today, 2)], 'is after today'],
  ['an empty name', ['--tables', 'ees_ga4_page,'], 'has an empty name'],
  ['an unknown table', ['--tables', 'ees_ga4_pages'], 'the nearest are ees_ga4_page,'],
  ['an unknown option', ['--tabels', 'ees_ga4_page'], "unknown option '--tabels'"],
  ['an argument too many', ['ees_ga4_page'], 'too many arguments'],
])('%s ends with 2 before anything is started', async (_, args, said) => {
  const nowhere = { DUCKDB_PATH: join(temporaryFolder(), 'none', 'ees.duckdb') }
  for (const command of ['update', 'plan']) {
    const { code, stdout, stderr } = await ees([command, ...args], nowhere)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(said)
  }
})
