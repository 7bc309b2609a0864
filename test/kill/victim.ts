import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

import { PROGRAM } from '../support/ees.ts'
import { type Announcement, ANNOUNCEMENTS } from './announcement.ts'

/** Whose process is killed. */
export const KILLED = ['worker', 'server', 'both'] as const

export type Killed = (typeof KILLED)[number]

export interface VictimOptions {
  readonly args: readonly string[]
  readonly settings: Readonly<Record<string, string>>
  /** Told of each announcement as it comes. */
  readonly heard: (what: Announcement) => void
}

/** The command line in a process of its own, which tells where it is and can be killed there. */
export interface Victim {
  /** Kills with SIGKILL; the server where it has started. Whether there was anything to kill. */
  kill(whom: Killed): boolean
  /** Its exit code, null where it was killed, and all it wrote. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>
  /** Every process of its own, also those that ended. */
  pids(): readonly number[]
}

const LOADED_BEFORE = new URL('announcing.ts', import.meta.url).href

export function startVictim({ args, settings, heard }: VictimOptions): Victim {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['--import', LOADED_BEFORE, PROGRAM, ...args], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => (output += text.toString()))
  const pids = [child.pid ?? 0]
  let server: number | undefined
  createInterface({ input: child.stdio[ANNOUNCEMENTS] as Readable }).on('line', (line) => {
    const what = JSON.parse(line) as Announcement
    if ('pid' in what) pids.push(what.pid)
    if ('pid' in what && what.args.includes('start-dev')) server = what.pid
    heard(what)
  })
  return {
    kill: (whom) => {
      const struck = whom !== 'worker' && server !== undefined && killed(server)
      if (whom === 'server') return struck
      return child.kill('SIGKILL') || struck
    },
    ended: once(child, 'close').then(([code]: (number | null)[]) => ({
      code: code ?? null,
      output,
    })),
    pids: () => pids,
  }
}

/** Whether a process was there to be killed. */
function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false // it has ended by itself
  }
}
