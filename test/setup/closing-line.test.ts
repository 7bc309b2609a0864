import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

/** Runs test files, inside the project so that they find vitest, and reads the last line printed. */
function lastLine(files: Record<string, string>) {
  mkdirSync('.cache', { recursive: true })
  const root = mkdtempSync(join('.cache', 'closing-line-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files))
    writeFileSync(
      join(root, name),
      `import { beforeAll, describe, expect, test } from 'vitest'\n${text}`,
    )
  const reporters = ['default', join(process.cwd(), 'test/setup/closing-line.ts')]
  const config = { test: { include: ['*.test.js'], reporters } }
  writeFileSync(join(root, 'vitest.config.js'), `export default ${JSON.stringify(config)}`)
  const { stdout, status } = spawnSync('node_modules/.bin/vitest', ['run', `--root=${root}`], {
    encoding: 'utf8',
  })
  return { line: stdout.trimEnd().split('\n').at(-1), status }
}

test('all tests passed', () => {
  const files = { 'a.test.js': "test('a', () => {}); describe('b', () => test('c', () => {}))" }
  expect(lastLine(files)).toEqual({ line: '2 passed, 0 failed', status: 0 })
})

test('tests failed and were skipped', () => {
  const files = {
    'a.test.js': "test('a', () => {}); test('b', () => expect(1).toBe(2))",
    'b.test.js': "test.skipIf(true)('c', () => {})",
  }
  expect(lastLine(files)).toEqual({ line: '1 passed, 1 failed, 1 skipped', status: 1 })
})

test('a file that cannot be read, a hook that breaks and an error that no test caught count as failed', () => {
  const files = {
    'a.test.js': "test('a', () => {}); throw new Error('broken file')",
    'b.test.js': "beforeAll(() => { throw new Error('broken hook') }); test('b', () => {})",
    'c.test.js': "test('c', () => void Promise.reject(new Error('uncaught')))",
  }
  expect(lastLine(files)).toEqual({ line: '1 passed, 3 failed, 1 skipped', status: 1 })
})
