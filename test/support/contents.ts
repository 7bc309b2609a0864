import type { Row, Warehouse } from '../../activities/warehouse/warehouse.ts'
import { type Columns, expression, sql, type Sql, type Table } from '../../pipelines/define.ts'
import { CACHE_KEY } from '../../pipelines/ees/pipeline.ts'
import { readGraph } from '../../workers/station.ts'

/** What a table holds, in short: equal only for the same rows, however often each, in whatever order. */
type Contents = Readonly<Record<string, string>>

const SCOPE = { run: 'look', runDay: '2020-01-01' }

/** The contents of every table but the key and the ops ones. */
export async function contents(warehouse: Warehouse): Promise<Contents> {
  const found: Record<string, string> = {}
  for (const table of await tables()) {
    const [row] = await warehouse.query(
      sql`select count(*) as n, cast(sum(hash(${cells(table.columns)})) as varchar) as rows from ${table}`,
      SCOPE,
    )
    found[table.name] = `${String(row?.['n'])} rows, ${String(row?.['rows'])}`
  }
  return found
}

/** What two warehouses have of one table, where that differs. */
export interface Difference {
  readonly table: string
  /** Rows, as text, that only the first has, or has more often. */
  readonly surplus: readonly string[]
  /** Those of them that the other has too. */
  readonly doubled: readonly string[]
  /** Rows that the first lacks. */
  readonly lacking: readonly string[]
}

/** The tables of which two warehouses do not have the same rows. */
export async function tableDifferences(one: Warehouse, other: Warehouse): Promise<Difference[]> {
  const [these, those] = [await contents(one), await contents(other)]
  const differing = (await tables()).filter(({ name }) => these[name] !== those[name])
  return Promise.all(
    differing.map(async (table) => {
      const [ours, theirs] = [await texts(one, table), await texts(other, table)]
      const [surplus, known] = [lacking(ours, theirs), new Set(theirs)]
      const doubled = surplus.filter((row) => known.has(row))
      return { table: table.name, surplus, doubled, lacking: lacking(theirs, ours) }
    }),
  )
}

/** The rows that one warehouse has and the other lacks, up to three of each table; none where all tables are equal. */
export async function differences(one: Warehouse, other: Warehouse): Promise<string[]> {
  return (await tableDifferences(one, other)).flatMap(examplesOf)
}

/** Up to three rows of each side. */
export const examplesOf = ({ table, surplus, lacking: lacked }: Difference): string[] => [
  ...surplus.slice(0, 3).map((row) => `${table}: only the first has ${row}`),
  ...lacked.slice(0, 3).map((row) => `${table}: only the other has ${row}`),
]

/** The one row of the cache key; undefined before the first run. */
export async function keyRow(warehouse: Warehouse): Promise<Row | undefined> {
  const rows = await look(warehouse, sql`from ${expression(`analytics_app.${CACHE_KEY.name}`)}`)
  if (rows.length > 1) throw new Error(`The cache key has ${rows.length} rows.`)
  return rows[0]
}

/** The rows of a select. */
export const look = (warehouse: Warehouse, statement: Sql): Promise<readonly Row[]> =>
  warehouse.query(statement, SCOPE)

async function tables(): Promise<readonly Table[]> {
  const { raw, app } = await readGraph()
  return [...raw, ...app]
}

/** Sums of fractions come in any order, and so differ in their last digits. */
const cells = (columns: Columns): Sql =>
  expression(
    Object.entries(columns)
      .map(([name, type]) => (type === 'DOUBLE' ? `round("${name}", 6)` : `"${name}"`))
      .join(', '),
  )

async function texts(warehouse: Warehouse, table: Table): Promise<readonly string[]> {
  const rows = await look(warehouse, sql`select ${cells(table.columns)} from ${table} order by all`)
  return rows.map((row) => JSON.stringify(Object.values(row)))
}

function lacking(rows: readonly string[], others: readonly string[]): string[] {
  const left = Map.groupBy(others, (row) => row)
  return rows.filter((row) => left.get(row)?.pop() === undefined)
}
