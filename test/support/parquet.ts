import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { DuckDBInstance } from '@duckdb/node-api'
import { onTestFinished } from 'vitest'

import type { Cell } from '../../checks/facts.ts'
import type { Columns } from '../../pipelines/define.ts'

/** A parquet file of these rows, whose cells stand in the order of the columns; gone when the test ends. */
export function parquetOf(columns: Columns, rows: readonly (readonly Cell[])[]): Promise<string> {
  const entries = Object.entries(columns)
  const select = (cells: readonly Cell[]) =>
    `SELECT ${entries.map(([name, type], at) => `CAST(${literal(cells[at])} AS ${type}) AS "${name}"`).join(', ')}`
  return rows.length > 0
    ? parquetFrom(rows.map(select).join(' UNION ALL '))
    : parquetFrom(`${select([])} WHERE false`)
}

/** A parquet file of what DuckDB makes of a select; gone when the test ends. */
export async function parquetFrom(select: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ees-parquet-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'rows.parquet')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO ${literal(file)} (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  return file
}

function literal(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return 'NULL'
  return typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell)
}
