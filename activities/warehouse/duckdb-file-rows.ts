import { ApplicationFailure } from '@temporalio/common'

import { FROM_FILE } from '../../pipelines/drops.ts'
import { dropsOf, type Layout, layoutsOf, ownColumns, pathsOf } from './duckdb-file-layout.ts'
import { DUCKDB_TYPES, identifier } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { DropFile, FileBatch } from './warehouse.ts'

/** The column that holds where a row was read. */
const PATH = '_path'

/**
 * The rows of files with the columns of their table, in its columns and types, as a select. A column that no file has
 * is NULL.
 */
export function rowsOfFiles({ table, files }: FileBatch, layouts: readonly Layout[]): string {
  const { uuids = [] } = dropsOf(table)
  const there = new Set(
    layouts.flatMap(({ columns }) => [...columns.keys()].map((column) => column.toLowerCase())),
  )
  const own = ownColumns(table).map(([column, type]) => {
    const name = identifier(column)
    const value = uuids.includes(column) ? `CAST(${name} AS UUID)` : name
    const given = there.has(column.toLowerCase()) ? value : 'NULL'
    return `CAST(${given} AS ${DUCKDB_TYPES[type]}) AS ${name}`
  })
  return `SELECT ${own.join(', ')}, ${fromFile()} FROM ${read(files)}`
}

function fromFile(): string {
  const file = `parse_filename(${PATH})`
  const moment = `strptime(left(${file}, 15), '%Y%m%d-%H%M%S')`
  const values: Readonly<Record<keyof typeof FROM_FILE, string>> = {
    _source_file: file,
    _file_datetime: moment,
    _file_date: `CAST(${moment} AS DATE)`,
  }
  return Object.entries(values)
    .map(([column, value]) => `${value} AS ${column}`)
    .join(', ')
}

/** Columns of one name are one, whatever their place; the names of folders say nothing. */
const read = (files: readonly DropFile[]): string =>
  `read_parquet(${pathsOf(files)}, union_by_name = true, filename = '${PATH}', hive_partitioning = false)`

/** The files that cannot be read to their end, and why: each is read alone, with all its rows. */
export async function unreadable(
  session: Session,
  { table, files }: FileBatch,
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>()
  for (const file of files) {
    try {
      const rows = rowsOfFiles({ table, files: [file] }, await layoutsOf(session, [file]))
      await session.rows(`SELECT bit_xor(hash(row)) AS hashed FROM (${rows}) AS row`)
    } catch (error) {
      // What else stops the work is no fault of a file.
      if (!(error instanceof ApplicationFailure && error.type === 'Warehouse')) throw error
      reasons.set(file.name, reasonIn(error))
    }
  }
  return reasons
}

/** What DuckDB said first, without its hints. */
function reasonIn({ cause, message }: Error): string {
  const said = cause instanceof Error ? cause.message : message
  return said.split('\n')[0] ?? said
}
