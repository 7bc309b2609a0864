import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/databricks/**'],
    globalSetup: ['test/setup/shared-folder.ts', 'test/setup/temporal.ts'],
    reporters: ['default', './test/setup/closing-line.ts'],
    // A second, unless said, is too short on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Two cores: a third file at once only makes each of them slower.
    maxWorkers: 2,
  },
})
