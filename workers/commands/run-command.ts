import { type Config, readConfig } from '../config.ts'
import { type Asked, leave, startAndFollow } from '../follow.ts'
import { createLog, installRuntime } from '../log.ts'
import { openReader, openRunner, type Runner } from '../runner.ts'
import { type Signal, untilStopped } from './signals.ts'

/** Runs a command that has steps done, until it has ended or is stopped. */
export async function runCommand(
  work: (runner: Runner, stopped: Promise<Signal>) => Promise<void>,
): Promise<void> {
  const stopped = untilStopped()
  await withRuntime(async (config) => {
    say(
      `Sources: ${config.sources.kind}${config.sources.kind === 'sandbox' ? ' (made-up rows; EES_SOURCES=live reads the real ones)' : ''}. Warehouse: ${warehouseName(config)}.`,
    )
    const runner = await openRunner(config, say)
    try {
      const before = await Promise.race([stopped, Promise.resolve(undefined)])
      if (before) return leave(before)
      await work(runner, stopped)
    } finally {
      await runner.close()
    }
  })
}

/** Runs a command that looks at runs. */
export const readCommand = (work: (runner: Runner) => Promise<readonly string[]>): Promise<void> =>
  withRuntime(async (config) => {
    const runner = await openReader(config)
    try {
      say((await work(runner)).join('\n'))
    } finally {
      await runner.close()
    }
  })

async function withRuntime(work: (config: Config) => Promise<void>): Promise<void> {
  const config = readConfig(process.env)
  // What fails is shown with its step, and in the end.
  const runtime = installRuntime(createLog(config.logLevel ?? 'error'))
  try {
    await work(config)
  } finally {
    await runtime.close()
  }
}

/** Starts a run, or joins it, and shows it. */
export const runAndFollow = (asked: Asked): Promise<void> =>
  runCommand((runner, stopped) => startAndFollow(runner, asked, stopped))

const warehouseName = ({ warehouse }: Config): string =>
  warehouse.kind === 'duckdb'
    ? `DuckDB in ${warehouse.path}`
    : `Databricks at ${warehouse.hostname}`

const say = (text: string): void => void process.stdout.write(`${text}\n`)
