import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Keeper {
  /** Names the process that is not to outlive this one, in place of the one named before. */
  readonly watch: (pid: number | undefined) => void
  /** Ends that process and removes the folder. */
  readonly close: () => Promise<void>
}

/** Sees to it that a folder and a process do not outlive this process, even where this one is killed. */
export function keep(folder: string): Keeper {
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = once(keeper, 'exit')
  return {
    watch: (pid) => void keeper.stdin.write(`${pid ?? ''}\n`),
    close: async () => {
      keeper.stdin.end()
      await ended
    },
  }
}
