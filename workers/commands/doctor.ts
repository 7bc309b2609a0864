import { Command } from 'commander'

import { type Config, readConfig } from '../config.ts'
import { type Finding, missing, ok, unsure } from '../doctor/finding.ts'
import { sourceChecks } from '../doctor/source-checks.ts'
import { temporalChecks } from '../doctor/temporal-checks.ts'
import { warehouseChecks } from '../doctor/warehouse-checks.ts'
import { readGraph } from '../station.ts'

const FAULTY = 1

/** What a look that was given up may still hold open, the process does not wait for any longer. */
const LEFT_MS = 5_000

/** `ees doctor`: what a deployment still lacks. */
export const doctor = new Command('doctor')
  .description(
    'look at the settings, the warehouse, the sources and Temporal, and say what is missing',
  )
  .addHelpText(
    'after',
    '\nWhat is missing is told with the statement or command that mends it. Nothing is changed; a small file goes into the\nstaging volume of Databricks and is removed. Exit codes: 0 nothing is missing, 1 something is.',
  )
  .action(run)

async function run(): Promise<void> {
  const faults: Finding[] = []
  for await (const { title, findings } of groups()) {
    process.stdout.write(`${[title, ...findings.flatMap(linesOf)].join('\n')}\n`)
    faults.push(...findings.filter(({ state }) => state === 'missing'))
  }
  process.stdout.write(`${closing(faults.length)}\n`)
  if (faults.length > 0) process.exitCode = FAULTY
  setTimeout(() => process.exit(), LEFT_MS).unref()
}

interface Group {
  readonly title: string
  readonly findings: readonly Finding[]
}

/** What is looked at, side by side, in the order in which it is told. */
async function* groups(): AsyncGenerator<Group> {
  const config = settings()
  if (config instanceof Error) {
    yield { title: 'Settings', findings: [missing(config.message)] }
    yield { title: 'Warehouse, sources, Temporal', findings: [unsure('were not looked at')] }
    return
  }
  yield { title: 'Settings', findings: [ok(introduction(config))] }
  const graph = await readGraph()
  const looks = [
    ['Warehouse', attempted(warehouseChecks(config, graph))],
    ['Sources', attempted(sourceChecks(config, graph))],
    ['Temporal', attempted(temporalChecks(config))],
  ] as const
  for (const [title, look] of looks) yield { title, findings: await look }
}

function settings(): Config | Error {
  try {
    return readConfig(process.env)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** What cannot even be opened is a finding like others. */
const attempted = (look: Promise<readonly Finding[]>): Promise<readonly Finding[]> =>
  look.catch((error: unknown) => [missing(error instanceof Error ? error.message : String(error))])

const introduction = ({ sources, warehouse }: Config): string =>
  `${sources.kind} sources, tables in ${warehouse.kind === 'duckdb' ? `the DuckDB file ${warehouse.path}` : `Databricks at ${warehouse.hostname}`}`

const WIDTH = 9

const linesOf = ({ state, what, mend = [] }: Finding): string[] => [
  `  ${state.padEnd(WIDTH)}${what.replaceAll('\n', `\n${' '.repeat(WIDTH + 2)}`)}`,
  ...mend.map((line) => `${' '.repeat(WIDTH + 4)}${line}`),
]

const closing = (faults: number): string => {
  if (faults === 0) return 'Nothing is missing.'
  return faults === 1 ? 'One thing is missing.' : `${faults} things are missing.`
}
