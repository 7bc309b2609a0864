import { Command, Option } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import type { BackfillInput } from '../../workflows/backfill-input.ts'
import { readGraph } from '../station.ts'
import { day, names } from './arguments.ts'
import { refuse, requireKnown } from './refuse.ts'
import { runAndFollow } from './run-command.ts'

type Options = Required<Pick<BackfillInput, 'mode'>> & BackfillInput

/** `ees backfill`: days of the past, then the app tables that follow; the same workflow that the Temporal UI starts. */
export const backfill = new Command('backfill')
  .description('fetch days of the past that are missing, or all once more')
  .requiredOption('--from <date>', 'the first day', day)
  .requiredOption('--to <date>', 'the last day', day)
  .option(
    '--tables <names>',
    'only these raw tables, as a,b (default: all filled by the day)',
    names,
  )
  .addOption(
    new Option(
      '--mode <mode>',
      'missing: the days that are absent; replace: all, and what they replace is kept in an archive',
    )
      .choices(['missing', 'replace'])
      .default('missing'),
  )
  .action(async ({ from, to, mode, tables }: Options, command: Command) => {
    await requireOptions(command, { from, to, tables })
    const workflowId = ['backfill', mode, from, to, ...(tables ?? [])].join('-')
    const input: BackfillInput = { from, to, mode, ...(tables && { tables }) }
    await runAndFollow({ type: 'backfill', workflowId, input })
  })

/** What the run itself would refuse, before anything is started for it. */
async function requireOptions(
  command: Command,
  {
    from,
    to,
    tables,
  }: { readonly from: string; readonly to: string; readonly tables: Options['tables'] },
): Promise<void> {
  const today = londonDay(new Date())
  if (from > to)
    refuse(command, `--from ${from} is after --to ${to}; wanted is the earlier day first`)
  if (to > today)
    refuse(command, `--to ${to} is after today, ${today} in London; wanted is a day up to it`)
  if (!tables) return
  const { raw } = await readGraph()
  const known = raw.filter(({ coverage, source }) => coverage && source.kind !== 'frozen')
  requireKnown(command, tables, {
    what: 'raw table that is filled by the day',
    known: known.map(({ name }) => name),
  })
}
