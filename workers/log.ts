import { ApplicationFailure } from '@temporalio/common'
import { DefaultLogger, type LogLevel, Runtime } from '@temporalio/worker'
import { pino, type Logger } from 'pino'

/** How much is told; the default of a command on a terminal is `warn`, of a worker `info`. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error'

/** Logs as JSON lines on standard error, where they do not mix with what a command prints. */
export const createLog = (level: Level): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: shown },
    },
    pino.destination({ fd: 2, sync: true }),
  )

export interface RuntimeOptions {
  /** Where metrics are served under `/metrics`, as `127.0.0.1:9464`. @default nowhere */
  readonly metrics?: string | undefined
}

/** Lets the SDK log through ours. Once a process, before any connection is made. */
export function installRuntime(log: Logger, { metrics }: RuntimeOptions = {}): void {
  const level = log.level.toUpperCase() as LogLevel
  Runtime.install({
    // The commands decide what a signal means.
    shutdownSignals: [],
    logger: new DefaultLogger(level, ({ level: entryLevel, message, meta }) => {
      log[entryLevel.toLowerCase() as Lowercase<LogLevel>](meta ?? {}, message)
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: { core: level, other: level } },
      ...(metrics !== undefined && { metrics: prometheus(metrics) }),
    },
  })
}

/** Names as Prometheus has them: counters end in `_total`, times are seconds and say so. */
const prometheus = (bindAddress: string) => ({
  attachServiceName: false,
  prometheus: {
    bindAddress,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
  },
})

/** What a reader needs of an error, and no more: other fields may hold a request with its credentials. */
function shown(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const told = error instanceof ApplicationFailure && error.type != null
  return {
    type: told ? error.type : name,
    message,
    ...(told ? { retryable: !error.nonRetryable } : { stack }),
    ...(cause instanceof Error && { cause: cause.message }),
  }
}
