import type { Client } from '@temporalio/client'
import { Command } from 'commander'

import { readConfig } from '../config.ts'
import { createLog, installRuntime } from '../log.ts'
import {
  applySchedule,
  describeSchedule,
  pauseSchedule,
  resumeSchedule,
  triggerSchedule,
} from '../schedule.ts'
import { openTemporal } from '../temporal.ts'

interface Options {
  readonly reason: string
}

/** `ees schedule`: the daily update's schedule on the Temporal server that the settings name. */
export const schedule = new Command('schedule').description(
  'declare, pause or show the daily schedule',
)

schedule
  .command('apply')
  .description('declare it, or bring it up to date; a pause stays')
  .action(() => at(async (client) => [`The schedule was ${await applySchedule(client)}.`]))

for (const [name, act] of [
  ['pause', pauseSchedule],
  ['resume', resumeSchedule],
] as const)
  schedule
    .command(name)
    .requiredOption('--reason <text>', 'why, for whoever looks at it next')
    .action(({ reason }: Options) =>
      at(async (client) => {
        await act(client, reason)
        return describeSchedule(client)
      }),
    )

schedule
  .command('describe')
  .description('how it stands, its next run and the last ones')
  .action(() => at(describeSchedule))

schedule
  .command('trigger')
  .description('start a run now')
  .action(() =>
    at(async (client) => {
      await triggerSchedule(client)
      return ['A run starts now; see it with: npx ees schedule describe']
    }),
  )

async function at(work: (client: Client) => Promise<readonly string[]>): Promise<void> {
  const config = readConfig(process.env)
  const runtime = installRuntime(createLog(config.logLevel ?? 'error'))
  try {
    const temporal = await openTemporal(config)
    try {
      process.stdout.write(`${(await work(temporal.client)).join('\n')}\n`)
    } finally {
      await temporal.close()
    }
  } finally {
    await runtime.close()
  }
}
