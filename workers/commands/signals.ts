/** Why a process ends. */
export type Signal = 'SIGINT' | 'SIGTERM' | 'end'

/** What a process ends with that was asked to. */
export const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Resolves when someone asks the process to stop; with `withInput` also when its standard input ends. Asked a second
 * time, the process ends at once.
 */
export function untilStopped({ withInput = false } = {}): Promise<Signal> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      // Stays in place: libraries that draw on the terminal kill the process when nobody else listens.
      process.on(signal, () => {
        if (asked) process.exit(EXIT_CODES[signal])
        asked = true
        resolve(signal)
      })
    if (withInput) process.stdin.once('end', () => resolve('end')).resume()
  })
}
