import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

import { onTestFinished } from 'vitest'

/** The processes that this one starts from now on, to the end of the test, whose arguments have this word; newest last. */
export function spawned(word: string): readonly ChildProcess[] {
  const found: ChildProcess[] = []
  const note = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess }
    // It is told of before it has its arguments.
    queueMicrotask(() => {
      if (child.spawnargs?.includes(word)) found.push(child)
    })
  }
  subscribe('child_process', note)
  onTestFinished(() => void unsubscribe('child_process', note))
  return found
}
