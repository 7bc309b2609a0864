import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2'

import type { RunStatus, StepStatus } from '../workflows/status.ts'
import { paceOf } from '../workflows/pace.ts'
import { count, duration } from './format.ts'

/** Shows a run while it goes on. */
export interface Progress {
  show(status: RunStatus): void
  /** Writes what is still to be written. */
  end(): Promise<void>
}

/** Lines that change in place on a terminal, a line for each change elsewhere. */
export const createProgress = (output: NodeJS.WriteStream): Progress =>
  output.isTTY ? new TerminalProgress() : new PlainProgress(output)

const UNSETTLED = new Set(['waiting', 'running', 'blocked', 'parked'])

/** How often lines that cannot change in place say how far a long run is. */
const PACE_MS = 10_000

/** From so many windows on it takes a while. */
const LONG_WINDOWS = 12

/** The name of the line that says how far a long run is. */
const PACE = 'windows'

/** A line for each step that has ended or is tried again, with the time it took. */
class PlainProgress implements Progress {
  readonly #output: NodeJS.WritableStream
  readonly #clock = new StepClock()
  readonly #shown = new Map<string, string>()
  #paced = 0

  constructor(output: NodeJS.WritableStream) {
    this.#output = output
  }

  show(status: RunStatus): void {
    const { steps } = status
    this.#pace(status)
    for (const step of steps) {
      this.#clock.see(step)
      const now = `${step.state} ${step.message ?? ''}`
      if (step.state === 'waiting' || this.#shown.get(step.step) === now) continue
      this.#shown.set(step.step, now)
      if (step.state !== 'running' || step.message)
        this.#output.write(`${lineOf(step, this.#clock.seconds(step.step))}\n`)
    }
  }

  #pace(status: RunStatus): void {
    if (performance.now() - this.#paced < PACE_MS) return
    const line = paceLine(status)
    if (line) this.#output.write(`${line}\n`)
    this.#paced = performance.now()
  }

  end(): Promise<void> {
    return Promise.resolve()
  }
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>

/** One line a step: state, rows, rate, time. */
class TerminalProgress implements Progress {
  readonly #clock = new StepClock()
  readonly #last = new Map<string, StepStatus>()
  readonly #settle = new Map<string, () => void>()
  readonly #tasks = new Map<string, Task>()
  #running: Promise<unknown> | undefined

  show(status: RunStatus): void {
    const { steps } = status
    if (steps.length > 0) this.#running ??= this.#start(status)
    const pace = this.#tasks.get(PACE)
    if (pace) pace.title = paceLine(status) ?? status.title
    for (const step of steps) {
      this.#clock.see(step)
      this.#last.set(step.step, step)
      const task = this.#tasks.get(step.step)
      if (task) task.title = lineOf(step, this.#clock.seconds(step.step))
      if (!UNSETTLED.has(step.state)) this.#settle.get(step.step)?.()
    }
  }

  async end(): Promise<void> {
    // A run that waits for a person, or was left, has steps that never settled.
    for (const settle of this.#settle.values()) settle()
    await this.#running
  }

  #start(status: RunStatus): Promise<unknown> {
    const names = status.steps.map(({ step }) => step)
    const list = new Listr(
      [...(paceLine(status) ? [PACE] : []), ...names].map((name) => ({
        title: name,
        task: async (_: unknown, task: Task) => {
          this.#tasks.set(name, task)
          await new Promise<void>((settle) => this.#settle.set(name, settle))
          const { state, message } = this.#last.get(name) ?? {}
          if (state === 'failed' || state === 'parked')
            throw new Error(`${name} ${message ?? state}`)
          if (state === 'blocked') task.skip(`${name} ${message ?? ''}`)
          if (state === 'waiting' || state === 'running') task.skip(`${name} left as it was`)
        },
      })),
      {
        concurrent: true,
        exitOnError: false,
        // The commands decide what a signal means; the library would end the process at once.
        registerSignalListeners: false,
        rendererOptions: { collapseErrors: false, formatOutput: 'truncate' },
      },
    )
    return list.run()
  }
}

/** When each step was first and last seen at work. */
class StepClock {
  readonly #began = new Map<string, number>()
  readonly #ended = new Map<string, number>()

  see({ step, state }: StepStatus): void {
    if (state === 'waiting') return
    if (!this.#began.has(step)) this.#began.set(step, performance.now())
    if (state !== 'running' && !this.#ended.has(step)) this.#ended.set(step, performance.now())
  }

  seconds(step: string): number {
    const began = this.#began.get(step)
    return began === undefined ? 0 : ((this.#ended.get(step) ?? performance.now()) - began) / 1000
  }
}

/** A step in a line; `seconds` is how long it has taken. */
export function lineOf(step: StepStatus, seconds = 0): string {
  const rate = step.rows > 0 && seconds > 1 ? `${count(step.rows / seconds)} rows/s` : ''
  const [done, all] = step.windows ?? [0, 0]
  return [
    step.step.padEnd(34),
    step.state.padEnd(9),
    step.rows > 0 ? `${count(step.rows).padStart(11)} rows` : ''.padStart(16),
    all > 1 ? `window ${done} of ${all}` : '',
    rate,
    seconds > 0.1 ? duration(seconds) : '',
    step.message ?? '',
  ]
    .filter((part) => part !== '')
    .join('  ')
}

/** How far the raw tables of a long run are; undefined for a short one. */
function paceLine(status: RunStatus): string | undefined {
  const { windows, rows, rowsPerSecond, minutesLeft } = paceOf(status, new Date())
  if (windows.all < LONG_WINDOWS || windows.done === windows.all) return undefined
  return [
    `${windows.done} of ${windows.all} windows`,
    `${count(rows)} rows`,
    `${count(rowsPerSecond)} rows/s`,
    ...(minutesLeft === null ? [] : [`about ${minutesLeft} min left`]),
  ].join('  ')
}
