import { addDays, daysBetween } from '../pipelines/days.ts'
import { type Day, type RawTable, sql } from '../pipelines/define.ts'
import type { Warehouse } from './warehouse/warehouse.ts'

interface AsOf {
  readonly asOf: Day
  readonly signal?: AbortSignal
}

/** Days that a raw table lacks at its end as of a day, beyond its lag; 0 for one whose days no source states. */
export async function daysBehind(
  warehouse: Pick<Warehouse, 'query'>,
  table: RawTable,
  { asOf, signal }: AsOf,
): Promise<number> {
  const { coverage } = table
  if (!coverage) return 0
  const scope = { run: 'behind', runDay: asOf, signal }
  const [row] = await warehouse.query(sql`select max(date) as newest from ${table}`, scope)
  const newest = row?.['newest']
  const last = typeof newest === 'string' ? newest : addDays(coverage.firstDay, -1)
  return Math.max(0, daysBetween(last, addDays(asOf, -coverage.lagDays)))
}
