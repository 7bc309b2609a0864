import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { differences } from '../../support/contents.ts'
import { ees, type Said } from '../../support/ees.ts'
import {
  looking,
  type ProgramCases,
  type Settings,
  startProgramCases,
} from '../../support/program-case.ts'

const UPDATE = ['update', '--as-of', '2023-11-15', '--tables', 'ees_ga4_hourly']
const RUN = 'daily-update-2023-11-15-ees_ga4_hourly'

let cases: ProgramCases
beforeAll(async () => {
  cases = await startProgramCases()
})
afterAll(() => cases.close())

describe('a run that waits for a person', () => {
  let settings: Settings
  let failed: Said
  beforeAll(async () => {
    settings = await cases.next()
    failed = await ees(UPDATE, { ...settings, GA4_PROPERTY_ID: '1' })
  })

  test('was left with 1, and what to do', () => {
    expect(failed.code).toBe(1)
    expect(failed.stderr).toMatch(new RegExp(`the run ${RUN} waits for a person until \\d{4}`))
  })

  test('is listed, with the step that failed', async () => {
    const { code, stdout, stderr } = await ees(['status'], settings)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`NeedsAttention +${RUN} +\\(ees_ga4_hourly\\)`))
  })

  test('is shown by its steps, and not gone on with', async () => {
    const { code, stdout } = await ees(['status', RUN], settings)
    expect(code).toBe(0)
    expect(stdout).toContain('Daily update as of 2023-11-15: NeedsAttention')
    expect(stdout).toMatch(/^ees_ga4_hourly +parked +Reading ees_ga4_hourly .*403/m)
  })

  test.each<[string, readonly string[], string]>([
    [
      'a run that there is not',
      ['daily-update-2023', 'ees_ga4_hourly', 'retry'],
      'no run daily-update-2023',
    ],
    ['a step that there is not', [RUN, 'ees_ga4_page', 'retry'], 'no step "ees_ga4_page"'],
    ['a raw table to be skipped', [RUN, 'ees_ga4_hourly', 'skip'], 'cannot be skipped'],
  ])('%s is refused with 1', async (_, args, said) => {
    const { code, stderr } = await ees(['resolve', ...args, '--reason', 'a test'], settings)
    expect(code).toBe(1)
    expect(stderr).toContain(said)
  })

  test('goes on once it is resolved, to the tables of a run that never failed', async () => {
    const args = ['resolve', RUN, 'ees_ga4_hourly', 'retry', '--reason', 'the property was wrong']
    const { code, stdout, stderr } = await ees(args, settings)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Daily update as of 2023-11-15')
    const calm = await cases.next()
    await ees(UPDATE, calm)
    const found = await looking(settings, (one) =>
      looking(calm, (other) => differences(one, other)),
    )
    expect(found).toEqual([])
  })
})

test.each<[string, readonly string[], string]>([
  ['no reason', ['resolve', RUN, 'ees_ga4_hourly', 'retry'], '--reason'],
  [
    'an action that there is not',
    ['resolve', RUN, 'x', 'rerun', '--reason', 'x'],
    'retry, skip, abort',
  ],
  [
    'reversed days',
    ['backfill', '--from', '2023-02-02', '--to', '2023-02-01'],
    'earlier day first',
  ],
  ['a day to come', ['backfill', '--from', '2023-02-02', '--to', '2999-02-01'], 'is after today'],
  ['no first day', ['backfill', '--to', '2023-02-01'], '--from'],
  [
    'an unknown mode',
    ['backfill', '--from', '2023-02-01', '--to', '2023-02-01', '--mode', 'all'],
    'missing, replace',
  ],
  [
    'a frozen table',
    ['backfill', '--from', '2023-02-01', '--to', '2023-02-01', '--tables', 'ees_ua_events'],
    'no raw table that is filled by the day',
  ],
])('%s ends with 2 before anything is started', async (_, args, said) => {
  const { code, stdout, stderr } = await ees(args, { DUCKDB_PATH: '/nowhere/ees.duckdb' })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(said)
})

test('a backfill tells what became of the days', async () => {
  const settings = await cases.next()
  const args = ['--from', '2023-10-01', '--to', '2023-10-20', '--tables', 'ees_ga4_hourly']
  const { code, stdout } = await ees(['backfill', ...args, '--mode', 'replace'], settings)
  expect(code).toBe(0)
  expect(stdout).toContain('Backfill of 2023-10-01 to 2023-10-20, all days once more')
  expect(stdout).toMatch(/^ees_ga4_hourly +current/m)
})
