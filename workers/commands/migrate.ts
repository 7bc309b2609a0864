import { Command } from 'commander'

import { adviceOn } from '../../activities/warehouse/lacks.ts'
import type { Lack } from '../../activities/warehouse/warehouse.ts'
import { readConfig } from '../config.ts'
import { openForLooking } from '../open-for-looking.ts'
import { readGraph } from '../station.ts'
import { openWarehouse } from '../warehouse.ts'

interface Options {
  readonly dryRun?: boolean
}

/** `ees migrate`: the schemas and tables of the warehouse, as this version of the program wants them. */
export const migrate = new Command('migrate')
  .description('create the schemas and tables that are missing, and adopt those that are there')
  .option('--dry-run', 'print the statements, and change nothing')
  .addHelpText(
    'after',
    '\nA table that is as declared, or wider, is not touched. Where something is not understood (another column, another\ntype, a view, a newer version), all of that is listed, and nothing is changed.',
  )
  .action(run)

async function run({ dryRun = false }: Options): Promise<void> {
  const config = readConfig(process.env)
  const graph = await readGraph()
  const wanted = [[...graph.raw, ...graph.app], config.sources.kind] as const
  const warehouse = await (dryRun ? openForLooking : openWarehouse)(config)
  try {
    const lacks = await warehouse.lacks(...wanted)
    requireUnderstood(lacks)
    if (!dryRun) await warehouse.migrate(...wanted)
    const lines = dryRun ? statementLines(lacks) : doneLines(lacks)
    process.stdout.write(`${[...lines, ...buildLines(lacks)].join('\n')}\n`)
  } finally {
    await warehouse.close()
  }
}

function requireUnderstood(lacks: readonly Lack[]): void {
  const refused = lacks.filter(({ by }) => by === 'person')
  if (refused.length === 0) return
  const lines = [
    'Bringing the warehouse up to date: some of it is not as this version of the program wants it, and not for it to mend.',
    ...refused.map(({ what }) => `- ${what}`),
    ...adviceOn(refused).map((advice) => `${advice}.`),
    'Nothing was changed.',
  ]
  throw new Error(lines.join('\n'))
}

/** What can be run as it is. */
function statementLines(lacks: readonly Lack[]): string[] {
  const statements = mendedOf(lacks).map(({ statement }) => `${statement};`)
  return statements.length > 0 ? statements : [`-- ${NOTHING}`]
}

const NOTHING = 'Nothing is to be done: all is as this version of the program wants it.'

function doneLines(lacks: readonly Lack[]): string[] {
  const mended = mendedOf(lacks)
  return mended.length > 0
    ? ['Mended:', ...new Set(mended.map(({ what }) => `- ${what}`))]
    : [NOTHING]
}

const mendedOf = (lacks: readonly Lack[]) => lacks.filter((lack) => 'statement' in lack)

const buildLines = (lacks: readonly Lack[]): string[] =>
  lacks
    .filter(({ by }) => by === 'build')
    .map(({ what }) => `-- Left to the update that next builds it: ${what}.`)
