import { ApplicationFailure } from '@temporalio/common'
import { Command } from 'commander'

import type { TableDifferences } from '../../activities/verify/compare-table.ts'
import { type Request, verify as compare } from '../../activities/verify/verify.ts'
import { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { readConfig } from '../config.ts'
import { differenceLines, isSame, verdict } from '../difference-lines.ts'
import { readGraph } from '../station.ts'
import { openWarehouse } from '../warehouse.ts'
import { day, names, tolerance } from './arguments.ts'
import { refuse, requireKnown } from './refuse.ts'

const DIFFERENT = 1

/** `ees verify`: whether another set of app tables says the same. */
export const verify = new Command('verify')
  .description('compare the app tables with another set of them, as the old pipeline left them')
  .requiredOption(
    '--against <dir|schema>',
    'a folder of <table>.parquet or <table>.csv files, or another schema of the warehouse',
  )
  .option('--tables <names>', 'only these tables, as a,b', names)
  .option('--from <date>', 'of tables by day, no row before this day', day)
  .option('--to <date>', 'of tables by day, no row after this day', day)
  .option(
    '--tolerance <x>',
    'how far doubles may lie apart, as a share where they are above 1',
    tolerance,
    1e-6,
  )
  .addHelpText('after', '\nExit codes: 0 the same, 1 different (or failed), 2 bad arguments.')
  .action(run)

async function run(request: Request, command: Command): Promise<void> {
  const { from, to, tables = [] } = request
  if (from && to && from > to)
    refuse(command, `the days from ${from} to ${to} end before they begin`)
  const graph = await readGraph()
  requireKnown(command, tables, {
    what: 'app table',
    known: [...graph.app.map(({ name }) => name), CACHE_KEY.name],
  })
  const config = readConfig(process.env)
  const warehouse = await openWarehouse(config)
  try {
    const deps = { graph, key: CACHE_KEY, warehouse, schema: config.names.app }
    const all: TableDifferences[] = []
    for await (const found of compare(deps, request)) {
      all.push(found)
      say(...differenceLines(found))
    }
    say(verdict(all))
    if (!all.every(isSame)) process.exitCode = DIFFERENT
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'BadInput')
      refuse(command, error.message)
    throw error
  } finally {
    await warehouse.close()
  }
}

const say = (...lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`)
