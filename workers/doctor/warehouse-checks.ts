import type { Lack } from '../../activities/warehouse/warehouse.ts'
import type { Graph } from '../../pipelines/graph.ts'
import type { Config } from '../config.ts'
import { isThere, openForLooking } from '../open-for-looking.ts'
import { checked } from './checked.ts'
import { databricksChecks } from './databricks-checks.ts'
import { type Finding, missing, ok, unsure } from './finding.ts'

/** Every table is asked for its columns. */
const SECONDS = 240

const MIGRATE = 'npx ees migrate'

/** Whether the warehouse can be reached and used, what feeds it, and whether its tables are as declared. */
export async function warehouseChecks(config: Config, graph: Graph): Promise<readonly Finding[]> {
  const { warehouse, names } = config
  if (warehouse.kind === 'duckdb')
    return isThere(config)
      ? tables(config, graph)
      : [missing(`the file ${warehouse.path} is not there`, MIGRATE)]
  const { reached, findings } = await databricksChecks(warehouse, names)
  if (!reached) return [...findings, unsure('its schemas, tables and volume were not looked at')]
  return [...findings, ...(await tables(config, graph))]
}

const tables = (config: Config, graph: Graph): Promise<readonly Finding[]> =>
  checked({ of: 'the tables', seconds: SECONDS }, async () => {
    const warehouse = await openForLooking(config).catch((error: unknown) => heldOrThrow(error))
    if (typeof warehouse === 'string') return [unsure(warehouse)]
    try {
      const wanted = [...graph.raw, ...graph.app]
      const { kind } = config.sources
      const lacks = await warehouse.lacks(wanted, kind)
      // Of Databricks, the look at what is granted has told of the schemas.
      const untold = lacks.filter(({ of }) => warehouse.kind === 'duckdb' || of !== 'schema')
      return findingsOf(untold, { kind, count: wanted.length })
    } finally {
      await warehouse.close()
    }
  })

/** A worker that works is no fault, and nobody else can look at its file meanwhile. */
function heldOrThrow(error: unknown): string {
  if (error instanceof Error && / holds it, /.test(error.message)) return error.message
  throw error
}

interface Seen {
  readonly kind: string
  readonly count: number
}

function findingsOf(lacks: readonly Lack[], { kind, count }: Seen): readonly Finding[] {
  const absent = lacks.filter(({ of, by }) => of === 'table' && by === 'run')
  const others = lacks.filter((lack) => !absent.includes(lack))
  return [
    ...others.map(findingOf),
    ...(absent.length > 0 ? [missing(listed(absent.map(({ what }) => what)), MIGRATE)] : []),
    ...(lacks.some(({ of }) => of === 'mark') ? [] : [ok(`fed by ${kind} sources`)]),
    ...(lacks.some(({ of }) => of === 'table')
      ? []
      : [ok(`${count} tables, with the columns and types that are declared`)]),
  ]
}

function findingOf(lack: Lack): Finding {
  if (lack.by === 'person') return missing(`${lack.what}. ${lack.advice}`)
  // An update builds a table anew when what it is made from changes, as it does each day.
  if (lack.by === 'build') return missing(lack.what, 'npx ees update')
  return lack.of === 'schema'
    ? missing(lack.what, `${lack.statement};`)
    : missing(lack.what, MIGRATE)
}

/** One of them as it is, or the first few of many. */
function listed(clauses: readonly string[]): string {
  const [first = '', ...rest] = clauses
  return rest.length > 0 ? `${first}, and ${rest.length} others` : first
}
