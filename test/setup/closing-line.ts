import type { Reporter, TestModule, Vitest } from 'vitest/node'

/**
 * Ends the run's output with `N passed, N failed` alone on a line, and `, N skipped` where some were. A file or group
 * that breaks outside its tests, and an error that no test caught, count as failed.
 */
export default class ClosingLine implements Reporter {
  #log: (text: string) => void = console.log

  onInit({ logger }: Vitest): void {
    this.#log = (text) => logger.log(text)
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    )
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((suite) => suite.errors().length > 0)
    const count = (state: string) => states.filter((found) => found === state).length
    const failed = count('failed') + broken.length + unhandled.length
    const skipped = count('skipped') + count('pending')
    this.#log(
      `${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    )
  }
}
