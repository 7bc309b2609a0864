import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { expect, onTestFinished, test } from 'vitest'

import { temporaryFolder } from '../support/temporary-folder.ts'
import { keep } from './keep.ts'

/** A folder with a file in it. */
function filled(): string {
  const folder = join(temporaryFolder(), 'rig')
  mkdirSync(folder)
  writeFileSync(join(folder, 'file'), '')
  return folder
}

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // it has ended
  }
}

test('a killed process leaves neither the folder nor the process that it had kept', async () => {
  const folder = filled()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'keep-child.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  const kept = Number(line)
  expect([existsSync(folder), runs(kept)]).toEqual([true, true])
  child.kill('SIGKILL')
  await expect
    .poll(() => [existsSync(folder), runs(kept)], { timeout: 30_000 })
    .toEqual([false, false])
})

test('closing removes the folder, and leaves alone a process that is no longer named', async () => {
  const folder = filled()
  const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
  const keeper = keep(folder)
  keeper.watch(other.pid)
  keeper.watch(undefined)
  await keeper.close()
  expect([existsSync(folder), runs(Number(other.pid))]).toEqual([false, true])
  other.stdin.end()
  await text(other.stdout)
})
