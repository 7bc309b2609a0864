import { spawnSync } from 'node:child_process'

import { expect, test } from 'vitest'

const setup = (...flags: string[]) =>
  spawnSync(process.execPath, ['scripts/setup.mjs', ...flags], { encoding: 'utf8' })

test.each([[[]], [['--own-server']], [['--packages-only']]])(
  'says nothing where all is set up: %j',
  (flags) => {
    expect(setup(...flags)).toMatchObject({ status: 0, stdout: '', stderr: '' })
  },
)
