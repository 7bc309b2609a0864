import { type Day, expression, type RawTable, sql, type Window } from '../pipelines/define.ts'
import type { Scope, Warehouse } from './warehouse/warehouse.ts'

interface Span {
  readonly table: RawTable
  readonly window: Window
}

/** The days of a window that have rows. */
export async function daysThere(
  warehouse: Pick<Warehouse, 'query'>,
  { table, window }: Span,
  scope: Scope,
): Promise<ReadonlySet<Day>> {
  const rows = await warehouse.query(
    sql`select distinct date as day from ${table}
        where date between ${date(window.from)} and ${date(window.to)}`,
    scope,
  )
  return new Set(rows.map((row) => String(row['day'])))
}

const date = (day: Day) => sql`${expression('DATE')} ${day}`
