import { castColumns, identifier } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { lastOfEach } from './last-of-each.ts'
import type { Schemas } from './names.ts'
import { OPS_TABLES, type OpsRow, type OpsTable } from './ops-tables.ts'
import type { Row } from './warehouse.ts'

interface Recalled {
  readonly table: OpsTable
  readonly run: string
}

/** What was kept of a run, in the order of the table's key. */
export function recallRows(
  session: Session,
  schemas: Schemas,
  { table, run }: Recalled,
): Promise<readonly Row[]> {
  return session.rows(
    `FROM ${identifier(schemas.ops)}.${table} WHERE run_id = $1 ORDER BY ${OPS_TABLES[table].key.join(', ')}`,
    [run],
  )
}

interface Records<T extends OpsTable> {
  readonly table: T
  readonly rows: readonly OpsRow<T>[]
}

/** Puts the rows in the place of those with the same key, in which NULL is a value like others. */
export async function recordRows<T extends OpsTable>(
  session: Session,
  schemas: Schemas,
  { table, rows }: Records<T>,
): Promise<void> {
  const { key, columns } = OPS_TABLES[table]
  const given = lastOfEach(key, rows)
  if (given.length === 0) return
  const width = Object.keys(columns).length
  const places = Array.from({ length: width }, (_, at) => at + 1)
  const tuples = given.map(
    (_, row) => `(${places.map((place) => `$${row * width + place}`).join(', ')})`,
  )
  const same = key.map(
    (name) => `kept.${identifier(name)} IS NOT DISTINCT FROM given.${identifier(name)}`,
  )
  await session.run(
    `MERGE INTO ${identifier(schemas.ops)}.${table} AS kept
     USING (
       SELECT ${castColumns(columns)}
       FROM (VALUES ${tuples.join(', ')}) AS given (${Object.keys(columns).map(identifier).join(', ')})
     ) AS given
     ON ${same.join(' AND ')}
     WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
    given.flatMap((row) => Object.keys(columns).map((name) => row[name] ?? null)),
  )
}
