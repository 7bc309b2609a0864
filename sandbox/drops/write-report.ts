import { copyFile, rename, utimes } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { DuckDBConnection } from '@duckdb/node-api'

import type { ColumnType, RawTable } from '../../pipelines/define.ts'
import { FROM_FILE } from '../../pipelines/drops.ts'
import type { DropTarget } from './drop-paths.ts'
import type { Cell, Report } from './processor.ts'

/** How the service's own code declares what it writes. */
const TYPES: Readonly<Partial<Record<ColumnType, string>>> = {
  STRING: 'VARCHAR',
  TIMESTAMP: 'TIMESTAMP',
  INT: 'INTEGER',
}

const JSON_COLUMNS = new Set(['parameters', 'query'])

/** Writes a file as the service does; it is whole as soon as it is there. */
export async function writeReport(
  connection: DuckDBConnection,
  { table, rows }: Report,
  { paths, at, lacking }: DropTarget,
): Promise<void> {
  const columns = typesOf(table)
  const names = columns.map(([name]) => `"${name}"`)
  const values = rows.map((row) => `(${row.map(literal).join(', ')})`)
  const written = columns
    .filter(([name]) => !lacking.includes(name))
    .map(([name, type]) => `"${name}"::${type} AS "${name}"`)
  const [path = '', ...copies] = paths
  const draft = hidden(path)
  await connection.run(
    `COPY (SELECT ${written.join(', ')} FROM (VALUES ${values.join(', ')}) AS rows(${names.join(', ')}))
     TO ${literal(draft)} (FORMAT parquet, CODEC zstd)`,
  )
  for (const copy of copies) {
    await copyFile(draft, hidden(copy))
    await put(copy, at)
  }
  await put(path, at)
}

const hidden = (path: string): string => join(dirname(path), `.${basename(path)}`)

async function put(path: string, at: number): Promise<void> {
  await utimes(hidden(path), at, at)
  await rename(hidden(path), path)
}

function typesOf({ name, columns, source }: RawTable): readonly (readonly [string, string])[] {
  const uuids = source.kind === 'parquet-drops' ? (source.uuids ?? []) : []
  return Object.entries(columns)
    .filter(([column]) => !(column in FROM_FILE))
    .map(([column, type]) => {
      if (uuids.includes(column)) return [column, 'UUID']
      if (JSON_COLUMNS.has(column)) return [column, 'JSON']
      const known = TYPES[type]
      if (known) return [column, known]
      throw new Error(
        `Writing a file of ${name}: its column ${column} is ${type}, which the service never writes. Teach sandbox/drops/write-report.ts that type.`,
      )
    })
}

function literal(cell: Cell): string {
  if (cell === null) return 'NULL'
  return typeof cell === 'number' ? String(cell) : `'${cell.replaceAll("'", "''")}'`
}
