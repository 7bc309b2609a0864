import { DefaultLogger, type LogLevel, Runtime } from '@temporalio/worker'
import { pino, type Logger } from 'pino'

/** How much is told; the default of a command on a terminal is `warn`, of a worker `info`. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error'

/** Logs as JSON lines on standard error, where they do not mix with what a command prints. */
export const createLog = (level: Level): Logger =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )

/** Lets the SDK log through ours. Once a process, before any connection is made. */
export function installRuntime(log: Logger): void {
  const level = log.level.toUpperCase() as LogLevel
  Runtime.install({
    // The commands decide what a signal means.
    shutdownSignals: [],
    logger: new DefaultLogger(level, ({ level: entryLevel, message, meta }) => {
      log[entryLevel.toLowerCase() as Lowercase<LogLevel>](meta ?? {}, message)
    }),
    telemetryOptions: { logging: { forward: {}, filter: { core: level, other: level } } },
  })
}
