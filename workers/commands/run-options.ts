import type { Command } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import { readGraph } from '../station.ts'
import { day, names } from './arguments.ts'
import { refuse, requireKnown } from './refuse.ts'

/** What a person may ask of a run. */
export interface RunOptions {
  readonly asOf?: string
  readonly tables?: readonly string[]
}

/** Gives a command the options of a run. */
export const withRunOptions = (command: Command): Command =>
  command
    .option('--as-of <date>', 'the day of the run (default: today in London)', day)
    .option('--tables <names>', 'only these tables and what follows from them, as a,b', names)

/** Ends the command where a run would refuse its options, before anything is started for it. */
export async function requireRunOptions(
  command: Command,
  { asOf, tables }: RunOptions,
): Promise<void> {
  const today = londonDay(new Date())
  if (asOf && asOf > today)
    refuse(command, `the day ${asOf} is after today, ${today} in London; wanted is a day up to it`)
  if (!tables) return
  const { raw, app } = await readGraph()
  requireKnown(command, tables, {
    what: 'table',
    known: [...raw, ...app].map(({ name }) => name),
  })
}
