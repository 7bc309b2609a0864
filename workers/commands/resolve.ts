import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client'
import { Argument, Command } from 'commander'

import { ACTIONS } from '../../workflows/status.ts'
import { followRun } from '../follow.ts'
import { type Run, statusOf } from '../watch.ts'
import { runCommand } from './run-command.ts'

/** `ees resolve`: what a person decides about a step that is parked. */
export const resolve = new Command('resolve')
  .description('decide about a parked step: retry it, skip it, or abort the run')
  .argument('<run>', 'the id of the run, as the Temporal UI and ees status show it')
  .argument('<step>', 'the step')
  .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
  .requiredOption('--reason <text>', 'why; it is kept with the run')
  .action(() =>
    runCommand(async (runner, stopped) => {
      const [run = '', step = '', action] = resolve.args
      const { reason } = resolve.opts<{ reason: string }>()
      const handle = runner.temporal.client.workflow.getHandle<Run>(run)
      // A run that this version cannot go on with would leave the update waiting.
      await statusOf(handle)
      await handle
        .executeUpdate('resolveStep', { args: [{ step, action, reason }] })
        .catch((error: unknown) => {
          throw refused(run, error)
        })
      await followRun(runner, handle, stopped)
    }),
  )

function refused(run: string, error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError)
    return new Error(error.cause?.message, { cause: error })
  if (!(error instanceof WorkflowNotFoundError)) return error
  return new Error(
    `Resolving a step: no run ${run} is under way at this Temporal server. See which are with: npx ees status`,
    { cause: error },
  )
}
