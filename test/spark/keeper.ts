// Outlives the process that started it by a moment, however that ends: then it ends the other process whose id it was
// told last, and removes the folder it was given. Each line of its input is a process id, or empty for none.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

// A terminal sends these to the whole group; the end of the input is what counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('keeper.ts wants the folder that it is to remove.')

let kept = ''
for await (const line of createInterface(process.stdin)) kept = line
if (kept !== '') await end(Number(kept))
rmSync(folder, { recursive: true, force: true, maxRetries: 10 })

async function end(pid: number): Promise<void> {
  while (signalled(pid)) await setTimeout(20)
}

function signalled(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
