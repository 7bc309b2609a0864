import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this process in the system's temporary folder. */
export interface TemporaryFolder {
  readonly path: string
  remove(): Promise<void>
}

/** The purpose, and the process that it belongs to. */
const NAME = /^ees-[a-z-]+-(\d+)~/

/** Those of this process; its number may have been that of another before, as in a container it always is. */
const own = new Set<string>()

/**
 * Makes a folder for this process alone, and removes those of processes that are no more: one that was killed could
 * not do it itself.
 * @param purpose small letters and dashes
 */
export async function makeTemporaryFolder(purpose: string): Promise<TemporaryFolder> {
  await sweep(tmpdir())
  const name = `ees-${purpose}-${process.pid}~${randomUUID()}`
  const path = join(tmpdir(), name)
  own.add(name)
  await mkdir(path, { mode: 0o700 })
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true })
      own.delete(name)
    },
  }
}

async function sweep(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => {
    const [, pid] = NAME.exec(name) ?? []
    return pid !== undefined && !own.has(name) && !isRunning(Number(pid))
  })
  for (const name of left)
    await rm(join(folder, name), { recursive: true, force: true }).catch(unlessForeign)
}

/** Whether another process has this number. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // One of another user is there, but may not be signalled.
    return codeOf(error) === 'EPERM'
  }
}

/** What another user has left is theirs to remove. */
function unlessForeign(error: unknown): void {
  if (!['EPERM', 'EACCES'].includes(codeOf(error))) throw error
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
