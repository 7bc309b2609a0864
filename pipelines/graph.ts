import type { AppTable, RawTable, Table } from './define.ts'
import { tablesIn } from './define.ts'

/** All tables of a pipeline; each stands after the ones it reads. */
export interface Graph {
  readonly raw: readonly RawTable[]
  readonly app: readonly AppTable[]
}

/**
 * Orders tables by their references.
 *
 * @throws Error that lists every fault: a name twice, a parent that is no table of the pipeline, a cycle, an app table
 * without assertions.
 */
export function graphOf(tables: readonly Table[]): Graph {
  const raw = tables.filter((table) => table.layer === 'raw')
  const app = tables.filter((table) => table.layer === 'app')
  const faults = [...doubleNames(tables), ...unknownParents(tables), ...unasserted(app)]
  const ordered = { raw: order(raw), app: order(app) }
  const stuck = app.filter((table) => !ordered.app.includes(table))
  if (stuck.length > 0) faults.push(`in a cycle, or below one: ${names(stuck)}; break it`)
  if (faults.length > 0) throw new Error(`Reading the declared tables: ${faults.join('. ')}.`)
  return ordered
}

/** The tables that a table reads: of a raw one, what its source is asked for. */
export function parentsOf(table: Table): readonly Table[] {
  if (table.layer === 'app') return tablesIn(table.sql)
  return table.source.kind === 'ees-site' && table.source.after ? [table.source.after] : []
}

/** The named tables and every app table below them, in build order. */
export function following(graph: Graph, chosen: ReadonlySet<string>): readonly AppTable[] {
  const below = new Set(chosen)
  for (const table of graph.app)
    if (parentsOf(table).some(({ name }) => below.has(name))) below.add(table.name)
  return graph.app.filter(({ name }) => below.has(name))
}

const names = (tables: readonly Table[]): string => tables.map(({ name }) => name).join(', ')

function doubleNames(tables: readonly Table[]): string[] {
  const seen = Map.groupBy(tables, ({ name }) => name)
  return [...seen]
    .filter(([, same]) => same.length > 1)
    .map(([name, same]) => `${same.length} tables are named ${name}; a name is given once`)
}

function unknownParents(tables: readonly Table[]): string[] {
  const known = new Set(tables)
  return tables.flatMap((table) =>
    parentsOf(table)
      .filter((parent) => !known.has(parent))
      .map(
        ({ name }) => `${table.name} reads ${name}, which is no table of this pipeline; declare it`,
      ),
  )
}

function unasserted(app: readonly AppTable[]): string[] {
  return app
    .filter(({ key, since, conserves, classifies }) => !key && !since && !conserves && !classifies)
    .map(({ name }) => `${name} has no assertion; say its key, since when, or what it conserves`)
}

/** Takes, again and again, what reads nothing that is still to come. */
function order<T extends Table>(tables: readonly T[]): T[] {
  const ordered: T[] = []
  let waiting = [...tables]
  for (;;) {
    const ready = waiting.filter((table) =>
      parentsOf(table).every((parent) => !waiting.some((other) => other === parent)),
    )
    if (ready.length === 0) return ordered
    ordered.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
}
