import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { optionalTsToMs } from '@temporalio/common/lib/time.js'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker'

import type { Config } from './config.ts'
import { patientCalls } from './patient-calls.ts'
import { startTemporalServer, type TemporalServer } from './temporal-server.ts'

/** A Temporal server, someone else's or one that was started for this process. */
export interface Temporal {
  readonly client: Client
  readonly address: string
  readonly namespace: string
  readonly uiUrl: string | null
  /** Rejects when the server is one of this process, and has ended for good. */
  readonly lost: Promise<never>
  /** The connection that a worker polls by. */
  connectWorker(): Promise<NativeConnection>
  close(): Promise<void>
}

/** Connects to the server that `TEMPORAL_*` names, or starts one and tells when it had to be started again. */
export async function openTemporal(
  config: Config,
  say?: (text: string) => void,
): Promise<Temporal> {
  if (config.temporal.server === 'external') {
    const { connectionOptions, namespace } = loadClientConnectConfig()
    return connectTemporal(connectionOptions, namespace)
  }
  const { dbFile } = config.temporal
  return connectStarted(await startTemporalServer({ dbFile, ...(say && { say }) }))
}

/** Connects to a server that was started for it, and is stopped with the connection. */
export const connectStarted = ({ address, close, ...server }: TemporalServer): Promise<Temporal> =>
  connect({ address }, { ...server, stop: close })

interface Server {
  readonly namespace: string
  readonly uiUrl: string | null
  readonly lost: Promise<never>
  readonly stop: () => Promise<void>
}

/** Connects to a server that someone else stops. */
export const connectTemporal = (options: NativeConnectionOptions, namespace = 'default') =>
  connect(options, {
    namespace,
    uiUrl: null,
    lost: new Promise(() => undefined),
    stop: async () => undefined,
  })

async function connect(
  options: NativeConnectionOptions,
  { namespace, uiUrl, lost, stop }: Server,
): Promise<Temporal> {
  const address = options.address ?? 'localhost:7233'
  const { interceptors, settle } = patientCalls()
  const connection = await Connection.connect({ ...options, interceptors }).catch(
    async (cause: unknown) => {
      await stop()
      throw new Error(
        `Connecting to the Temporal server at ${address}, namespace ${namespace}: it does not answer. Check TEMPORAL_ADDRESS and that the server runs, or leave TEMPORAL_ADDRESS out to have one started. ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      )
    },
  )
  return {
    client: new Client({ connection, namespace }),
    address,
    namespace,
    uiUrl,
    lost,
    connectWorker: () => NativeConnection.connect({ ...options, address }),
    close: async () => {
      await settle()
      await connection.close()
      await stop()
    },
  }
}

/**
 * Whether a run still goes on; `run` is the id of its first execution, without the dashes. Asked of the run itself:
 * the list of runs follows them by seconds, and would take one that has just begun for one that is over.
 */
export async function isRunning(client: Client, workflowId: string, run: string): Promise<boolean> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe()
    const first = raw.workflowExecutionInfo?.firstRunId ?? ''
    return status.name === 'RUNNING' && first.replaceAll('-', '') === run
  } catch (error) {
    // Forgotten by this server, or never known to it.
    if (error instanceof WorkflowNotFoundError) return false
    throw error
  }
}

/** A worker asks again within a minute; one that has not is gone. */
const POLLED_MS = 70_000

export async function hasWorker(
  { client, namespace }: Pick<Temporal, 'client' | 'namespace'>,
  taskQueue: string,
): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
  })
  const since = Date.now() - POLLED_MS
  return (pollers ?? []).some(({ lastAccessTime }) => (optionalTsToMs(lastAccessTime) ?? 0) > since)
}

/** Rejects where no worker polls the task queue: a run would wait for one without a sign of it. */
export async function requireWorker(temporal: Temporal, taskQueue: string): Promise<void> {
  if (await hasWorker(temporal, taskQueue)) return
  throw new Error(
    `Starting a run at ${temporal.address}, namespace ${temporal.namespace}: no worker polls the task queue "${taskQueue}" there. Start one with: npx ees worker`,
  )
}
