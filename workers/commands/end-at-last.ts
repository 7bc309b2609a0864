/** Enough for a grace time of 10 s, the interruption of steps and the closing of files together. */
export const LAST_MS = 30_000

/** Ends the process with 1 when its end has not come 30 s from now. */
export function endAtLast(tell: (text: string) => void): void {
  setTimeout(() => {
    tell(`ended by force: it was asked to ${LAST_MS / 1000} s ago`)
    process.exit(1)
  }, LAST_MS).unref()
}
