import { Command, Option } from 'commander'

import { londonDay } from '../../activities/london-day.ts'
import type { AppTable } from '../../pipelines/define.ts'
import { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { readConfig } from '../config.ts'
import { nearest } from '../nearest.ts'
import { readGraph } from '../station.ts'
import { type Description, describeAll } from '../tables/description.ts'
import { type Dialect, DIALECTS, renderedSql } from '../tables/rendered-sql.ts'
import { listing, page } from '../tables/terminal.ts'
import { day } from './arguments.ts'

/** `ees tables`: what the tables are. */
export const tables = new Command('tables')
  .description('list the tables, say all about one, or show the SQL that makes them')
  .argument('[name]', 'the table (default: a line for each)')
  .addOption(
    new Option(
      '--sql <warehouse>',
      'the SQL of the app table, or of all of them in build order',
    ).choices(DIALECTS),
  )
  .option('--as-of <date>', 'with --sql, the day of the run (default: today in London)', day)
  .action(show)

interface Options {
  readonly sql?: Dialect
  readonly asOf?: string
}

/** Lines that are longer than this are hard to read, however wide the terminal is. */
const WIDEST = 120

async function show(name: string | undefined, options: Options, command: Command): Promise<void> {
  const graph = await readGraph()
  const described = describeAll({ graph, key: CACHE_KEY })
  const chosen = name === undefined ? undefined : find(name, described, command)
  const width = Math.min(WIDEST, process.stdout.columns ?? WIDEST)
  if (options.sql) say(sqlOf(graph.app, chosen, { command, ...options, dialect: options.sql }))
  else say(chosen ? page(chosen, width) : listing(described, width))
}

function find(name: string, described: readonly Description[], command: Command): Description {
  const found = described.find((table) => table.name === name)
  if (found) return found
  const near = nearest(
    name,
    described.map((table) => table.name),
  )
  return command.error(
    `error: "${name}" is no table; the nearest are ${near
      .slice(0, 3)
      .map((candidate) => candidate.name)
      .join(', ')}.`,
    { exitCode: 2 },
  )
}

function sqlOf(
  app: readonly AppTable[],
  chosen: Description | undefined,
  { command, dialect, asOf }: { command: Command; dialect: Dialect; asOf?: string },
): string[] {
  const made = app.filter(({ name }) => !chosen || name === chosen.name)
  if (chosen && made.length === 0)
    command.error(`error: no SQL makes ${chosen.name}; wanted is an app table.`, { exitCode: 2 })
  const { names } = readConfig(process.env)
  const runDay = asOf ?? londonDay(new Date())
  return made.map((table) => renderedSql(table, { dialect, names, runDay }))
}

const say = (lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n').trimEnd()}\n`)
