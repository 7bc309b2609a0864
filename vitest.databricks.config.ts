import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // One rig for all.
    globalSetup: [
      'test/setup/shared-folder.ts',
      'test/setup/temporal.ts',
      'test/setup/databricks-rig.ts',
    ],
    reporters: ['default', './test/setup/closing-line.ts'],
    // A second, unless said, is too short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'side by side',
          include: ['test/databricks/*.test.ts'],
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // A fault meets whoever uses the rig, unless it is aimed.
          name: 'alone',
          include: ['test/databricks/alone/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // Last, for afterwards all is slow once more.
          name: 'restarted',
          include: ['test/databricks/restarted/*.test.ts'],
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
