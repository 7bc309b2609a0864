import { Listr, type ListrTaskWrapper, type DefaultRenderer, type SimpleRenderer } from 'listr2'

import type { RunStatus, StepStatus } from '../workflows/status.ts'
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

const UNSETTLED = new Set(['waiting', 'running'])

/** A line for each step that has ended or is tried again, with the time it took. */
class PlainProgress implements Progress {
  readonly #output: NodeJS.WritableStream
  readonly #clock = new StepClock()
  readonly #shown = new Map<string, string>()

  constructor(output: NodeJS.WritableStream) {
    this.#output = output
  }

  show({ steps }: RunStatus): void {
    for (const step of steps) {
      this.#clock.see(step)
      const now = `${step.state} ${step.message ?? ''}`
      if (step.state === 'waiting' || this.#shown.get(step.step) === now) continue
      this.#shown.set(step.step, now)
      if (step.state !== 'running' || step.message)
        this.#output.write(`${lineOf(step, this.#clock)}\n`)
    }
  }

  end(): Promise<void> {
    return Promise.resolve()
  }
}

type Task = ListrTaskWrapper<unknown, typeof DefaultRenderer, typeof SimpleRenderer>

/** One line a step: state, rows, rate, time. */
class TerminalProgress implements Progress {
  readonly #clock = new StepClock()
  readonly #waiting = new Map<string, (step: StepStatus) => void>()
  #running: Promise<unknown> | undefined
  #tasks = new Map<string, Task>()

  show({ steps }: RunStatus): void {
    if (steps.length > 0) this.#running ??= this.#start(steps)
    for (const step of steps) {
      this.#clock.see(step)
      const task = this.#tasks.get(step.step)
      if (task) task.title = lineOf(step, this.#clock)
      if (!UNSETTLED.has(step.state)) this.#waiting.get(step.step)?.(step)
    }
  }

  async end(): Promise<void> {
    // A run that was left before its end has steps that never settled.
    for (const settle of this.#waiting.values()) settle({ ...LEFT })
    await this.#running
  }

  #start(steps: readonly StepStatus[]): Promise<unknown> {
    const list = new Listr(
      steps.map((step) => ({
        title: step.step,
        task: async (_: unknown, task: Task) => {
          this.#tasks.set(step.step, task)
          const last = await new Promise<StepStatus>((settle) =>
            this.#waiting.set(step.step, settle),
          )
          if (last.state === 'failed') throw new Error(`${step.step} ${last.message ?? 'failed'}`)
          if (last.state === 'blocked') task.skip(`${step.step} ${last.message ?? ''}`)
          if (last.state === 'waiting') task.skip(`${step.step} left as it was`)
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

const LEFT: StepStatus = {
  step: '',
  layer: 'raw',
  state: 'waiting',
  rows: 0,
  warnings: [],
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

function lineOf(step: StepStatus, clock: StepClock): string {
  const seconds = clock.seconds(step.step)
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
