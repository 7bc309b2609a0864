/** Resolves when someone asks the process to stop; with `withInput` also when its standard input ends. */
export function untilStopped({ withInput = false } = {}): Promise<'SIGINT' | 'SIGTERM' | 'end'> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve('SIGINT'))
    process.once('SIGTERM', () => resolve('SIGTERM'))
    if (withInput) process.stdin.once('end', () => resolve('end')).resume()
  })
}
