import type { Table } from '../../pipelines/define.ts'
import { type Graph, parentsOf } from '../../pipelines/graph.ts'

/** A node of the picture: a table, or a lane in which the line of a table passes a column on its way to a later one. */
export interface Drawn {
  readonly id: string
  /** The table whose box or line this is; null for the cache key. */
  readonly table: Table | null
  /** Whose line passes, by the name of the table. */
  readonly name: string
  readonly lane: boolean
  /** The nodes of the column before that lines come from. */
  readonly from: readonly string[]
}

interface Key {
  readonly name: string
  readonly promises: Graph['app']
}

interface Box {
  readonly name: string
  readonly table: Table | null
  readonly column: number
  readonly parents: readonly Table[]
}

/** The nodes column by column: what reads no table, then each table right of all that it reads, last the key. */
export function nodesOf(graph: Graph, key: Key): readonly (readonly Drawn[])[] {
  const boxes = boxesOf(graph, key)
  const columnOf = new Map(boxes.map(({ name, column }) => [name, column]))
  const reach = reachOf(boxes)
  const columns = Math.max(...columnOf.values()) + 1
  const cameFrom = (name: string, column: number) =>
    columnOf.get(name) === column ? name : laneId(name, column)
  return Array.from({ length: columns }, (_, at) => [
    ...boxes
      .filter(({ column }) => column === at)
      .map(({ name, table, parents }) => ({
        id: name,
        table,
        name,
        lane: false,
        from: parents.map((parent) => cameFrom(parent.name, at - 1)),
      })),
    ...boxes
      .filter(({ name, column }) => column < at && (reach.get(name) ?? 0) > at)
      .map(({ name, table }) => ({
        id: laneId(name, at),
        table,
        name,
        lane: true,
        from: [cameFrom(name, at - 1)],
      })),
  ])
}

const laneId = (name: string, column: number): string => `${name} in ${column}`

function boxesOf({ raw, app }: Graph, key: Key): Box[] {
  const columnOf = new Map<Table, number>()
  for (const table of [...raw, ...app]) {
    const before = parentsOf(table).map((parent) => columnOf.get(parent) ?? 0)
    columnOf.set(table, Math.max(-1, ...before) + 1)
  }
  const last = 1 + Math.max(0, ...columnOf.values())
  const tables = [...columnOf].map(([table, column]) => ({
    name: table.name,
    table,
    column,
    // All raw tables stand in one column; what one is asked for by another is told in words.
    parents: column === 0 ? [] : parentsOf(table),
  }))
  return [...tables, { name: key.name, table: null, column: last, parents: key.promises }]
}

/** The last column that reads a table, by its name. */
function reachOf(boxes: readonly Box[]): ReadonlyMap<string, number> {
  const reach = new Map<string, number>()
  for (const { column, parents } of boxes)
    for (const { name } of parents) reach.set(name, Math.max(column, reach.get(name) ?? 0))
  return reach
}
