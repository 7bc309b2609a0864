import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export const PROGRAM = fileURLToPath(new URL('../../workers/ees.ts', import.meta.url))

/** Runs the command line, or that of another version, to its end, with no setting but these. */
export function ees(
  args: readonly string[],
  settings: Record<string, string> = {},
  program = PROGRAM,
): Promise<Said> {
  const { PATH = '', HOME = '' } = process.env
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...args],
      { env: { PATH, HOME, ...settings } },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? 1 : 0,
          stdout,
          stderr,
        }),
    )
  })
}
