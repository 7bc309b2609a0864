import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker'

import type { Config } from './config.ts'
import { startTemporalServer } from './temporal-server.ts'

/** A Temporal server, someone else's or one that was started for this process. */
export interface Temporal {
  readonly client: Client
  readonly address: string
  readonly namespace: string
  readonly uiUrl: string | null
  /** The connection that a worker polls by. */
  connectWorker(): Promise<NativeConnection>
  close(): Promise<void>
}

/** Connects to the server that `TEMPORAL_*` names, or starts one. */
export async function openTemporal(config: Config): Promise<Temporal> {
  if (config.temporal.server === 'external') {
    const { connectionOptions, namespace } = loadClientConnectConfig()
    return connectTemporal(connectionOptions, namespace)
  }
  const server = await startTemporalServer({ dbFile: config.temporal.dbFile })
  const { address, namespace, uiUrl } = server
  return connect({ address }, { namespace, uiUrl, stop: () => server.close() })
}

interface Server {
  readonly namespace: string
  readonly uiUrl: string | null
  readonly stop: () => Promise<void>
}

/** Connects to a server that someone else stops. */
export const connectTemporal = (options: NativeConnectionOptions, namespace = 'default') =>
  connect(options, { namespace, uiUrl: null, stop: async () => undefined })

async function connect(
  options: NativeConnectionOptions,
  { namespace, uiUrl, stop }: Server,
): Promise<Temporal> {
  const address = options.address ?? 'localhost:7233'
  const connection = await Connection.connect(options).catch(async (cause: unknown) => {
    await stop()
    throw new Error(
      `Connecting to the Temporal server at ${address}, namespace ${namespace}: it does not answer. Check TEMPORAL_ADDRESS and that the server runs, or leave TEMPORAL_ADDRESS out to have one started. ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  })
  return {
    client: new Client({ connection, namespace }),
    address,
    namespace,
    uiUrl,
    connectWorker: () => NativeConnection.connect({ ...options, address }),
    close: async () => {
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

/** Rejects where no worker polls the task queue: a run would wait for one without a sign of it. */
export async function requireWorker(
  { client, address, namespace }: Temporal,
  taskQueue: string,
): Promise<void> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
  })
  if ((pollers ?? []).length > 0) return
  throw new Error(
    `Starting a run at ${address}, namespace ${namespace}: no worker polls the task queue "${taskQueue}" there. Start one with: npx ees worker`,
  )
}
