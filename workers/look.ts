import { daysBehind } from '../activities/days-behind.ts'
import { londonDay } from '../activities/london-day.ts'
import type { Station } from './station.ts'

/** Whom to look at, and whom to tell what is seen on the way. */
export interface Watched extends Pick<Station, 'temporal' | 'metrics'> {
  readonly deps: Pick<Station['deps'], 'graph' | 'warehouse' | 'now'>
}

/** The client itself would ask a server that is gone for half a minute. */
const ANSWER_MS = 3_000

/** The value of the search attribute `PipelineState` while a run waits for a person. */
const PARKED = 'NeedsAttention'

/**
 * Asks the warehouse and the Temporal server for what the metrics tell of them.
 * @returns what kept either from answering, in a sentence each; none where all is well
 */
export async function look(watched: Watched, signal: AbortSignal): Promise<readonly string[]> {
  const outcomes = await Promise.allSettled([lookAtTables(watched, signal), lookAtRuns(watched)])
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [reasonOf(outcome)] : []))
}

async function lookAtTables({ deps, metrics }: Watched, signal: AbortSignal): Promise<void> {
  const { warehouse, graph, now } = deps
  // Writes nothing, and so finds out whether it could.
  await warehouse.record('runs', [])
  const asOf = londonDay(now())
  for (const table of graph.raw.filter(({ coverage }) => coverage))
    metrics.daysBehind(table.name, await daysBehind(warehouse, table, { asOf, signal }))
}

async function lookAtRuns({ temporal, metrics }: Watched): Promise<void> {
  const { client, address } = temporal
  try {
    await client.withDeadline(Date.now() + ANSWER_MS, async () => {
      const parked = `ExecutionStatus = 'Running' AND PipelineState = '${PARKED}'`
      metrics.runsParked((await client.workflow.count(parked)).count)
      const at = await lastSuccess(temporal)
      if (at) metrics.lastSuccess(at)
    })
  } catch (cause) {
    throw new Error(`Asking the Temporal server at ${address} for runs: ${reasonIn(cause)}`, {
      cause,
    })
  }
}

/** When a daily update last completed, as far back as the server keeps closed runs; it lists the last closed first. */
async function lastSuccess({ client }: Watched['temporal']): Promise<Date | undefined> {
  const query = `ExecutionStatus = 'Completed' AND WorkflowType = 'dailyUpdate'`
  for await (const { closeTime } of client.workflow.list({ query, pageSize: 1 })) return closeTime
  return undefined
}

const reasonOf = ({ reason }: PromiseRejectedResult): string => messageOf(reason)

/** The server's own words: the client's are only what was asked. */
const reasonIn = (error: unknown): string =>
  messageOf(error instanceof Error ? (error.cause ?? error) : error)

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
