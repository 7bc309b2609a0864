import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

import { expect, test } from 'vitest'

import { executable } from '../support/executable.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Runs what a change has to pass, where each npm script does this; resolves to its last line, and more. */
function ciRun(scripts: Record<'check' | 'test' | 'test:databricks', string>) {
  const folder = temporaryFolder()
  const cases = Object.entries(scripts).map(([name, script]) => `${name}) ${script} ;;`)
  executable(join(folder, 'npm'), `case "$2" in\n${cases.join('\n')}\nesac`)
  const PATH = [folder, process.env.PATH].join(delimiter)
  const { stdout, status } = spawnSync('.ci/run', {
    env: { ...process.env, PATH },
    encoding: 'utf8',
  })
  const lines = stdout.trimEnd().split('\n')
  const counts = lines.filter((line) => /^\d+ passed, \d+ failed/.test(line))
  return { last: lines.at(-1), counts: counts.length, status, stdout }
}

const prints = (line: string, code = 0) => `echo "${line}"; exit ${code}`
const passing = {
  check: 'exit 0',
  test: prints('3 passed, 0 failed, 1 skipped'),
  'test:databricks': prints('2 passed, 0 failed'),
}

test('the last line counts both runs, and is the only one of its form', () => {
  const run = ciRun(passing)
  expect(run).toMatchObject({ last: '5 passed, 0 failed, 1 skipped', counts: 1, status: 0 })
  expect(run.stdout).toContain('npm run test:databricks: 2 passed, 0 failed\n')
})

test.each([
  ['the checks', { check: 'exit 1' }, '5 passed, 0 failed, 1 skipped'],
  ['a test', { test: prints('2 passed, 1 failed', 1) }, '4 passed, 1 failed'],
  [
    'a test on the driver',
    { 'test:databricks': prints('1 passed, 1 failed', 1) },
    '4 passed, 1 failed, 1 skipped',
  ],
  [
    'a runner that counts nothing',
    { 'test:databricks': 'exit 1' },
    '3 passed, 1 failed, 1 skipped',
  ],
  [
    'a runner that says so by its exit code alone',
    { test: prints('3 passed, 0 failed', 1) },
    '5 passed, 0 failed',
  ],
])('fails by %s', (_, failing, last) => {
  expect(ciRun({ ...passing, ...failing })).toMatchObject({ last, counts: 1, status: 1 })
})
