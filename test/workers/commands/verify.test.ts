import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { refusal } from '../../support/refusal.ts'
import { ees } from '../../support/ees.ts'
import { type TwoSets, twoSets } from '../../support/verified.ts'
import { verify as command } from '../../../workers/commands/verify.ts'

let sets: TwoSets
let folder: string
let empty: string
beforeAll(async () => {
  sets = await twoSets()
  folder = await sets.exported('parquet')
  empty = await sets.folder()
  await sets.run('UPDATE old.ees_service_summary SET sessions = sessions + 1 WHERE rowid = 5')
  await sets.close()
})
afterAll(() => sets.remove())

const verify = (...args: string[]) =>
  ees(['verify', ...args], { DUCKDB_PATH: sets.path, EES_APP_SCHEMA: 'app' })

test('ends with 0 where all is the same', async () => {
  const { code, stdout } = await verify('--against', folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}ees_service_summary {15}the same, 6 rows$/m)
  expect(stdout).toMatch(/All \d+ tables are the same\.\n$/)
})

test('ends with 1 where a row differs, and says which', async () => {
  const { code, stdout } = await verify('--against', 'old')
  expect(code).toBe(1)
  expect(stdout).toContain(
    [
      '  ees_service_summary               different, 6 rows here, 6 there',
      '      1 row with other values (sessions 1)',
      '        2026-01-03  1 row with other values',
      '      - date 2026-01-03: sessions 5.5 here, 6.5 there',
    ].join('\n'),
  )
  expect(stdout).toMatch(/1 of \d+ tables differ: ees_service_summary\.\n$/)
})

test('compares the tables and days that it is told to, as nearly as it is told to', async () => {
  const chosen = ['--tables', 'ees_session_starts,ees_service_summary', '--to', '2026-01-03']
  const { code, stdout } = await verify('--against', 'old', ...chosen, '--tolerance', '0.5')
  expect(code).toBe(0)
  expect(stdout).toMatch(/All 2 tables are the same/)
})

describe('refuses', () => {
  test.each([
    ['nothing to compare with', [], /required option '--against <dir\|schema>'/],
    ['no such table', ['--against', 'old', '--tables', 'ees_sumary'], /nearest are ees_\w+summary/],
    ['no day', ['--against', 'old', '--from', 'May'], /"May" is no day/],
    [
      'days backwards',
      ['--against', 'old', '--from', '2026-01-02', '--to', '2026-01-01'],
      /end before they begin/,
    ],
    ['no tolerance', ['--against', 'old', '--tolerance', 'some'], /"some" is no tolerance/],
  ])('%s', async (_, args, message) => {
    expect(await refusal(command, args)).toMatch(message)
  })

  test('a folder without tables, with exit code 2', async () => {
    const { code, stderr } = await verify('--against', empty)
    expect(code).toBe(2)
    expect(stderr).toMatch(/there is no <table>\.parquet and no <table>\.csv/)
  })
})
