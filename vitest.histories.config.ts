import { defineConfig } from 'vitest/config'

import tests from './vitest.config.ts'

/** Runs that are saved to be replayed: what the tests run on, without the tests. */
export default defineConfig({
  // Each is a run or two, and the first also makes what all start from.
  test: { ...tests.test, testTimeout: 300_000, include: ['test/replay/save-histories.ts'] },
})
