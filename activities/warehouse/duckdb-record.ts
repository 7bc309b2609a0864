import { DUCKDB_TYPES, identifier, type Schemas } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { OPS_TABLES, type OpsRow, type OpsTable } from './ops-tables.ts'
import type { Cell } from './warehouse.ts'

interface Recalled<T extends OpsTable> {
  readonly table: T
  readonly run: string
}

/** What was kept of a run, in the order of the table's key. */
export async function recallRows<T extends OpsTable>(
  session: Session,
  schemas: Schemas,
  { table, run }: Recalled<T>,
): Promise<readonly OpsRow<T>[]> {
  const rows = await session.rows(
    `FROM ${identifier(schemas.ops)}.${table} WHERE run_id = $1 ORDER BY ${OPS_TABLES[table].key.join(', ')}`,
    [run],
  )
  return rows as readonly OpsRow<T>[]
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
  const given = Object.entries(columns)
    .map(([name, type], at) => `CAST($${at + 1} AS ${DUCKDB_TYPES[type]}) AS ${identifier(name)}`)
    .join(', ')
  const same = key.map(
    (name) => `kept.${identifier(name)} IS NOT DISTINCT FROM given.${identifier(name)}`,
  )
  for (const row of rows) {
    const cells: Readonly<Record<string, Cell>> = row
    await session.run(
      `MERGE INTO ${identifier(schemas.ops)}.${table} AS kept USING (SELECT ${given}) AS given
       ON ${same.join(' AND ')}
       WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
      Object.keys(columns).map((name) => cells[name] ?? null),
    )
  }
}
