import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { Tasks } from './tasks.ts'

/** What a task came to. */
export interface Done<Result> {
  readonly result: Result
  /** The most memory that its process held, in MB. */
  readonly peakMb: number
}

/** Does a task in a process of its own, so that the memory it takes is its own too. Rejects where it fails. */
export async function inChild<Name extends keyof Tasks>(
  task: Name,
  input: Parameters<Tasks[Name]>[0],
): Promise<Done<Awaited<ReturnType<Tasks[Name]>>>> {
  const program = fileURLToPath(new URL('do-task.ts', import.meta.url))
  const child = fork(program, [task, JSON.stringify(input)])
  const ended = once(child, 'exit')
  let done: Done<Awaited<ReturnType<Tasks[Name]>>> | undefined
  child.on('message', (message) => {
    done = message as typeof done
  })
  const [code] = await ended
  if (done && code === 0) return done
  throw new Error(
    `The task ${task} ended with code ${String(code)}; what it wrote above says why. Run it alone: node test/bench/do-task.ts ${task} '${JSON.stringify(input)}'`,
  )
}
