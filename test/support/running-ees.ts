import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { onTestFinished } from 'vitest'

import { PROGRAM, type Said } from './ees.ts'

/** The command line while it runs. */
export interface RunningEes {
  /** Resolves when it has written this to standard output; rejects with all it wrote when it ends before. */
  said(part: string | RegExp): Promise<void>
  /** The same of its log, on standard error. */
  logged(part: string | RegExp): Promise<void>
  /** What it wrote to standard output so far. */
  stdout(): string
  kill(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void
  /** What it said, once it has ended; the code is null where a signal ended it. */
  readonly ended: Promise<Omit<Said, 'code'> & { readonly code: number | null }>
}

/** Starts the command line, or that of another version, with no setting but these; it is killed when the test ends. */
export function startEes(
  args: readonly string[],
  settings: Record<string, string>,
  program = PROGRAM,
): RunningEes {
  const running = spawnEes(args, settings, program)
  onTestFinished(async () => {
    running.kill('SIGKILL')
    await running.ended
  })
  return running
}

/** The same, for whoever ends it. */
export function spawnEes(
  args: readonly string[],
  settings: Record<string, string>,
  program = PROGRAM,
): RunningEes {
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, ...settings }
  const child = spawn(process.execPath, [program, ...args], { env })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()))
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
    code: code ?? null,
    ...said,
  }))
  const wrote = async (to: 'stdout' | 'stderr', part: string | RegExp): Promise<void> => {
    const isThere = () => (typeof part === 'string' ? said[to].includes(part) : part.test(said[to]))
    while (!isThere()) {
      const over = await Promise.race([once(child[to], 'data').then(() => undefined), ended])
      if (over && !isThere())
        throw new Error(`It ended before it wrote ${part}:\n${said.stdout}\n${said.stderr}`)
    }
  }
  return {
    ended,
    stdout: () => said.stdout,
    kill: (signal) => void child.kill(signal),
    said: (part) => wrote('stdout', part),
    logged: (part) => wrote('stderr', part),
  }
}
