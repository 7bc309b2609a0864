import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/databricks/**/*.test.ts'],
    globalSetup: [
      'test/setup/shared-folder.ts',
      'test/setup/temporal.ts',
      'test/setup/databricks-rig.ts',
    ],
    reporters: ['default', './test/setup/closing-line.ts'],
    // A second, unless said, is too short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // One rig for all: a fault, or a restart, meets whoever uses it.
    maxWorkers: 1,
  },
})
