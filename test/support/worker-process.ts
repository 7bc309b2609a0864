import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { freePort } from './free-port.ts'

const PROGRAM = fileURLToPath(new URL('../../workers/ees.ts', import.meta.url))

/** A line that the worker logged. */
export type LogLine = Readonly<Record<string, unknown>>

/** `ees worker` in a process of its own. */
export interface WorkerProcess {
  readonly metricsUrl: string
  readonly healthUrl: string
  /** All it wrote so far. */
  output(): string
  /** The lines it logged so far. */
  lines(): readonly LogLine[]
  /** Resolves when it has logged this message; rejects with all it wrote when it ends before. */
  said(message: string): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Its exit code once it has ended; -1 where a signal ended it. */
  readonly ended: Promise<number>
  close(): Promise<void>
}

/** Starts `ees worker` with these settings; metrics and health are served on ports that were free. */
export async function startWorkerProcess(
  settings: Readonly<Record<string, string>>,
): Promise<WorkerProcess> {
  const [metrics, health] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [PROGRAM, 'worker'], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      METRICS_ADDRESS: `localhost:${metrics}`,
      HEALTH_ADDRESS: `127.0.0.1:${health}`,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return {
    metricsUrl: `http://127.0.0.1:${metrics}/metrics`,
    healthUrl: `http://127.0.0.1:${health}`,
    ...following(child),
  }
}

function following(child: ChildProcess) {
  const written: string[] = []
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => written.push(line))
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : -1))
  let over = false
  child.once('close', () => {
    over = true
  })
  const output = () => written.join('\n')
  const lines = () => written.flatMap(parse)
  return {
    output,
    lines,
    ended,
    said: async (message: string) => {
      while (!lines().some(({ msg }) => msg === message)) {
        if (over) throw new Error(`The worker ended before it said "${message}":\n${output()}`)
        await setTimeout(20)
      }
    },
    signal: (name: NodeJS.Signals) => void child.kill(name),
    close: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function parse(line: string): LogLine[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return [] // a line for a person
  }
}
