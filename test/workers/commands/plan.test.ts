import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { historyFile } from '../../support/base.ts'
import { contents } from '../../support/contents.ts'
import { ees } from '../../support/ees.ts'
import { looking, type ProgramCases, startProgramCases } from '../../support/program-case.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let cases: ProgramCases
beforeAll(async () => {
  await historyFile()
  cases = await startProgramCases()
})
afterAll(() => cases.close())

test('says what an update would fetch and build, and does none of it', async () => {
  const settings = await cases.next()
  const before = await looking(settings, contents)
  const { code, stdout, stderr } = await ees(['plan', '--as-of', '2023-12-20'], settings)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^An update as of 2023-12-20 would fetch$/m)
  expect(stdout).toMatch(/^ {2}ees_ga4_page +2023-11-13 to 2023-12-18: 36 days in 2 windows$/m)
  expect(stdout).toMatch(
    /^ {2}ees_search_console +2023-11-12 to 2023-12-17: 36 days in 2 windows$/m,
  )
  expect(stdout).toMatch(/^ {2}ees_pub_scrape +the whole list$/m)
  expect(stdout).toMatch(/^ {2}ees_service_summary +ees_ga4_service_summary$/m)
  expect(await looking(settings, contents)).toEqual(before)
  expect(cases.sandbox.requests.runReport).toBe(0)
})

test('says that nothing is to be fetched where that is so', async () => {
  const args = ['plan', '--as-of', '2023-11-14', '--tables', 'ees_ga4_page,ees_search_console']
  const { stdout } = await ees(args, await cases.next())
  expect(stdout).toMatch(/^ {2}ees_ga4_page +nothing, it is up to date$/m)
  expect(stdout).not.toContain('ees_ga4_events')
})

test('without history it says how to load it', async () => {
  const file = join(temporaryFolder(), 'ees.duckdb')
  const settings = { ...(await cases.next()), DUCKDB_PATH: file }
  const { code, stdout, stderr } = await ees(['plan'], settings)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('npx ees import-history DIR')
})

test('of its own sandbox it needs no history, which an update loads', async () => {
  const file = join(temporaryFolder(), 'ees.duckdb')
  const { code, stdout } = await ees(['plan', '--as-of', '2023-07-10'], { DUCKDB_PATH: file })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}ees_ga4_page +2022-02-02 to 2023-07-08: 522 days in 17 windows$/m)
})
