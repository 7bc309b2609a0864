import { spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { onTestFinished } from 'vitest'

/** A program that runs beside a test. */
export interface Child {
  readonly pid: number | undefined
  /** Resolves when it has written this line; rejects with all it wrote when it ends before. */
  said(line: string): Promise<void>
  /** Kills it in a way that no program can catch, and waits for its end. */
  kill(): Promise<void>
  /** All lines it wrote, once it has ended. */
  lines(): Promise<readonly string[]>
}

/** Starts a program; it is killed when the test ends. */
export function startChild(
  [command = '', ...args]: readonly string[],
  options: SpawnOptions = {},
): Child {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] })
  if (!child.stdout) throw new Error(`${command} has no output to read.`)
  const output = createInterface(child.stdout)
  const lines: string[] = []
  output.on('line', (line) => lines.push(line))
  const ended = once(child, 'close')
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(kill)
  return {
    pid: child.pid,
    said: async (line) => {
      while (!lines.includes(line)) {
        const over = await Promise.race([once(output, 'line').then(() => false), ended])
        if (over && !lines.includes(line))
          throw new Error(`The program ended before it said "${line}": ${lines.join('\n')}`)
      }
    },
    kill,
    lines: async () => {
      await ended
      return lines
    },
  }
}
