import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { writeHadoopDefaults } from './hadoop-defaults.ts'
import { javaCommand, tableFolder } from './java-command.ts'
import { registerTables } from './register.ts'
import { openBackend } from './shim/backend.ts'
import { openStatements } from './shim/statements.ts'

const START_MS = 180_000
const STOP_MS = 10_000
const POLL_MS = 50

export interface SparkOptions {
  /** The folder of the jars. */
  readonly jars: string
  /** Where it keeps the catalogue, the tables, temporary files and its log. */
  readonly folder: string
  readonly port: number
  /** Told the process's id as soon as it has one, and nothing once it has ended. */
  readonly watch: (pid: number | undefined) => void
}

export interface Spark {
  /** Whether its process runs. */
  readonly runs: () => boolean
  /** Stops it, by force where it does not end by itself. */
  readonly stop: () => Promise<void>
}

/**
 * Starts Spark's Thrift server with Delta; the tables that its folder holds are there again.
 * @throws where it ends or is not ready in three minutes, with the end of its log
 */
export async function startSpark({ jars, folder, port, watch }: SparkOptions): Promise<Spark> {
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  const classes = [writeHadoopDefaults(folder), join(jars, '*')].join(delimiter)
  const log = join(folder, 'spark.log')
  const output = openSync(log, 'a')
  const java = spawn('java', javaCommand(classes, folder, port), {
    cwd: folder,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  watch(java.pid)
  java.once('exit', () => watch(undefined))
  try {
    await once(java, 'spawn')
    await ready(java, port, tableFolder(folder))
  } catch (error) {
    await stop(java)
    throw new Error(
      `Spark did not start: ${error instanceof Error ? error.message : String(error)}. The end of its log:\n${tail(log)}`,
      { cause: error },
    )
  }
  return { runs: () => runs(java), stop: () => stop(java) }
}

/** Resolves once statements pass, and the tables are there. */
async function ready(java: ChildProcess, port: number, tables: string): Promise<void> {
  const deadline = Date.now() + START_MS
  for (;;) {
    try {
      const statements = await openStatements(openBackend(port))
      await statements.run('SELECT 1')
      await registerTables(statements, tables)
      await statements.close()
      return
    } catch (error) {
      if (!isRefused(error)) throw error
      if (!runs(java)) throw new Error(`it ended with exit code ${java.exitCode}`, { cause: error })
      if (Date.now() > deadline)
        throw new Error(`it was not ready within ${START_MS / 1000} s`, { cause: error })
      await setTimeout(POLL_MS)
    }
  }
}

const isRefused = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'

const runs = (java: ChildProcess) => java.exitCode === null && java.signalCode === null

async function stop(java: ChildProcess): Promise<void> {
  if (java.pid === undefined || !runs(java)) return
  const ended = once(java, 'exit')
  java.kill('SIGTERM')
  const late = new AbortController()
  await Promise.race([
    ended,
    setTimeout(STOP_MS, undefined, { signal: late.signal }).then(() => java.kill('SIGKILL')),
  ])
  late.abort()
  await ended
}

const tail = (log: string) => readFileSync(log, 'utf8').split('\n').slice(-30).join('\n')
