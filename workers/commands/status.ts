import { WorkflowNotFoundError } from '@temporalio/client'
import { Command } from 'commander'

import { lineOf } from '../progress.ts'
import { summaryOf } from '../summary.ts'
import type { Temporal } from '../temporal.ts'
import { waitingLines } from '../waiting-lines.ts'
import { statusOf } from '../watch.ts'
import { readCommand } from './run-command.ts'

const SHOWN = 20

/** `ees status`: the last runs, or the steps of one. */
export const status = new Command('status')
  .description('the last runs and how they stand, or the steps of one')
  .argument('[run]', 'the id of a run; without it, the last ones')
  .action((run?: string) =>
    readCommand(({ temporal, own }) => (run ? stepsOf(temporal, { run, own }) : runsOf(temporal))),
  )

async function runsOf({ client }: Temporal): Promise<string[]> {
  const lines: string[] = []
  const query = `WorkflowType IN ('dailyUpdate', 'backfill')`
  for await (const run of client.workflow.list({ query, pageSize: SHOWN })) {
    const state = run.searchAttributes['PipelineState']?.[0] ?? run.status.name
    const failed = run.searchAttributes['FailedStep'] ?? []
    lines.push(
      [
        run.startTime.toISOString().slice(0, 19),
        String(state).padEnd(15),
        run.workflowId,
        ...(failed.length > 0 ? [`(${failed.join(', ')})`] : []),
      ].join('  '),
    )
    if (lines.length === SHOWN) break
  }
  return lines.length > 0 ? lines : ['No run is known to this Temporal server.']
}

async function stepsOf(
  { client }: Temporal,
  { run, own }: { readonly run: string; readonly own: boolean },
): Promise<string[]> {
  const handle = client.workflow.getHandle(run)
  await handle.describe().catch((error: unknown) => {
    if (!(error instanceof WorkflowNotFoundError)) throw error
    throw new Error(
      `Looking for the run ${run}: this Temporal server knows none of that id. See which there are with: npx ees status`,
      { cause: error },
    )
  })
  const found = await statusOf(handle)
  if (!found) return [`The run ${run} has not been planned yet.`]
  const { steps, since, title, state } = found
  return [
    `${title || run}: ${state}, since ${since}`,
    '',
    ...steps.map((step) => lineOf(step)),
    '',
    ...(found.waits ? waitingLines(found, { workflowId: run, own }) : []),
    ...(found.published ? summaryOf(found, secondsOf(since)).slice(1) : []),
  ]
}

const secondsOf = (since: string): number => (Date.now() - Date.parse(since)) / 1000
