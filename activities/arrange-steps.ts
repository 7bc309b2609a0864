import type { Day, Table } from '../pipelines/define.ts'
import { following, type Graph, parentsOf } from '../pipelines/graph.ts'
import type { Plan, RawStep } from './steps.ts'

interface Asked {
  readonly run: string
  readonly asOf: Day
  readonly raw: readonly RawStep[]
  /** The tables that are asked for; app tables below them follow. */
  readonly chosen: ReadonlySet<string>
}

/** The plan of a run: its raw steps, the app steps that follow, and what of both each step waits for. */
export function arrangeSteps(graph: Graph, { run, asOf, raw, chosen }: Asked): Plan {
  const app = following(graph, chosen)
  const names = new Set([...raw.map(({ table }) => table), ...app.map(({ name }) => name)])
  const parents = (table: Table) =>
    parentsOf(table).flatMap(({ name }) => (names.has(name) ? [name] : []))
  const tables = new Map(graph.raw.map((table) => [table.name, table]))
  return {
    run,
    asOf,
    raw: raw.map((step) => {
      const table = tables.get(step.table)
      return { ...step, parents: table ? parents(table) : [] }
    }),
    app: app.map((table) => ({ table: table.name, parents: parents(table) })),
  }
}
