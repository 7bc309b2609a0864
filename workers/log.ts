import type { ApplicationFailure } from '@temporalio/common'
import {
  DefaultLogger,
  type LogLevel,
  Runtime,
  type RuntimeOptions as SdkOptions,
} from '@temporalio/worker'
import { pino, type Logger } from 'pino'

/** How much is told; the default of a command on a terminal is `warn`, of a worker `info`. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error'

/** The SDK's names for them. */
const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, Level>

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

/**
 * Lets the SDK log through ours. Once a process, before any connection is made; until it is closed, the process goes on.
 * @throws where the address for metrics is taken or is none of this machine
 */
export function installRuntime(log: Logger, { metrics }: RuntimeOptions = {}) {
  const level = sdkLevel(log.level)
  const runtime = install({
    // The commands decide what a signal means.
    shutdownSignals: [],
    logger: new DefaultLogger(level, ({ level: entryLevel, message, meta }) => {
      log[LEVELS[entryLevel]](meta ?? {}, message)
    }),
    telemetryOptions: {
      logging: { forward: {}, filter: { core: level, other: level } },
      ...(metrics !== undefined && { metrics: prometheus(metrics) }),
    },
  })
  return { close: () => runtime.shutdown() }
}

const isSdkLevel = (name: string): name is LogLevel => name in LEVELS

/** A level that only pino has tells less than any of these. */
function sdkLevel(level: string): LogLevel {
  const name = level.toUpperCase()
  return isSdkLevel(name) ? name : 'ERROR'
}

function install(options: SdkOptions): Runtime {
  try {
    return Runtime.install(options)
  } catch (cause) {
    throw new Error(
      `Starting the SDK's runtime, which serves the metrics on METRICS_ADDRESS: ${cause instanceof Error ? cause.message : String(cause)}. Give an address of this machine and a port that is free, such as 127.0.0.1:9464.`,
      { cause },
    )
  }
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
  return {
    ...(isToldFailure(error)
      ? { type: error.type, message, retryable: !error.nonRetryable }
      : { type: name, message, ...(error.constructor !== Error && { stack }) }),
    ...(cause instanceof Error && { cause: cause.message }),
  }
}

/** One that says itself what is wrong. What a workflow throws is of a class of its own world, so the fields tell. */
const isToldFailure = (error: Error): error is ApplicationFailure =>
  'nonRetryable' in error && 'type' in error && typeof error.type === 'string'
