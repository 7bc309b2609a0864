import type { Session } from './databricks-client.ts'
import { type DatabricksNames, opsName } from './databricks-names.ts'
import { castIn } from './dialect.ts'
import { OPS_TABLES, type OpsRow, type OpsTable } from './ops-tables.ts'
import { lastOfEach } from './last-of-each.ts'
import type { Row } from './warehouse.ts'

/** What was kept of a run, in the order of the table's key. */
export function recallRows(
  session: Session,
  names: DatabricksNames,
  { table, run }: { readonly table: OpsTable; readonly run: string },
): Promise<readonly Row[]> {
  return session.rows(
    `SELECT * FROM ${opsName(names, table)} WHERE run_id = ${session.dialect.literal(run)}
     ORDER BY ${OPS_TABLES[table].key.join(', ')}`,
  )
}

interface Records<T extends OpsTable> {
  readonly table: T
  readonly rows: readonly OpsRow<T>[]
}

/** Puts the rows in the place of those with the same key, in which NULL is a value like others. */
export async function recordRows<T extends OpsTable>(
  session: Session,
  names: DatabricksNames,
  { table, rows }: Records<T>,
): Promise<void> {
  const { identifier, literal } = session.dialect
  const { key, columns } = OPS_TABLES[table]
  const given = lastOfEach(key, rows)
  if (given.length === 0) return
  const tuples = given.map(
    (row) =>
      `(${Object.keys(columns)
        .map((name) => literal(row[name] ?? null))
        .join(', ')})`,
  )
  const same = key.map(
    (name) => `kept.${identifier(name)} IS NOT DISTINCT FROM given.${identifier(name)}`,
  )
  await session.run(
    `MERGE INTO ${opsName(names, table)} AS kept
     USING (
       SELECT ${castIn(session.dialect, columns)}
       FROM VALUES ${tuples.join(', ')} AS given (${Object.keys(columns).map(identifier).join(', ')})
     ) AS given
     ON ${same.join(' AND ')}
     WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
  )
}
