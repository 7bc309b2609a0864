import type { Day } from '../../pipelines/define.ts'
import type { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import type { Graph } from '../../pipelines/graph.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { compareTable, type TableDifferences, type Terms } from './compare-table.ts'
import { otherSet } from './other-set.ts'
import { schemaSet } from './schema-set.ts'
import type { Ask, TableSet } from './side.ts'

interface Deps {
  readonly graph: Graph
  readonly key: typeof CACHE_KEY
  readonly warehouse: Pick<Warehouse, 'kind' | 'query'>
  /** The schema of the app tables. */
  readonly schema: string
}

export interface Request {
  /** A folder, or another schema of the warehouse. */
  readonly against: string
  /** @default every app table and the key, and then also what else the other set has */
  readonly tables?: readonly string[]
  /** Of tables by day: the days compared. @default all */
  readonly from?: Day
  readonly to?: Day
  /** How far doubles may lie apart, as a share where they are above 1. @default 1e-6 */
  readonly tolerance?: number
}

/**
 * Compares the app tables, and the key where both have one, with another set of them; resolves to what differs, table by
 * table, as each is done. All rows stay in the warehouse.
 *
 * @throws ApplicationFailure where there is no such set, or it cannot be read.
 */
export async function* verify(deps: Deps, request: Request): AsyncGenerator<TableDifferences> {
  const { graph, key, warehouse, schema } = deps
  const ask: Ask = (statement) =>
    warehouse.query(statement, { run: 'verify', runDay: '2020-01-01' })
  const { against, tables, ...limits } = request
  const own = await schemaSet(ask, schema)
  const other = await otherSet(ask, { against, own: schema, kind: warehouse.kind })
  const terms = [...graph.app.map(termsOf), ...keyTerms(key, own, other)]
  for (const term of terms.filter(({ table }) => tables?.includes(table) ?? true)) {
    const sides = { here: own.tables.get(term.table), there: other.tables.get(term.table) }
    yield await compareTable(ask, sides, { tolerance: 1e-6, ...limits, ...term })
  }
  if (tables) return
  const known = new Set([...[...graph.raw, ...graph.app].map(({ name }) => name), key.name])
  for (const [table, there] of other.tables)
    if (!known.has(table))
      yield await compareTable(ask, { here: undefined, there }, { table, key: [], tolerance: 0 })
}

type TableTerms = Pick<Terms, 'table' | 'key' | 'ignored'>

const termsOf = ({ name, key, columns }: Graph['app'][number]): TableTerms => ({
  table: name,
  key: key ?? Object.keys(columns),
})

/** When each side was last published is its own affair. */
const keyTerms = ({ name }: Deps['key'], own: TableSet, other: TableSet): TableTerms[] =>
  own.tables.has(name) && other.tables.has(name)
    ? [{ table: name, key: [], ignored: ['last_updated'] }]
    : []
