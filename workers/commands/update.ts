import { Command } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import type { DailyUpdateInput } from '../../workflows/daily-update-input.ts'
import { runAndFollow } from './run-command.ts'
import { requireRunOptions, type RunOptions, withRunOptions } from './run-options.ts'

/** `ees update`: one run, to its end or to where it waits for a person. */
export const update = withRunOptions(
  new Command('update').description(
    'append the new days, rebuild the app tables, publish, move the cache key',
  ),
).action(async (options: RunOptions, command: Command) => {
  await requireRunOptions(command, options)
  const { asOf = londonDay(new Date()), tables } = options
  const input: DailyUpdateInput = { asOf, ...(tables && { tables }) }
  const workflowId = ['daily-update', asOf, ...(tables ?? [])].join('-')
  await runAndFollow({ type: 'dailyUpdate', workflowId, input })
})
