import { access } from 'node:fs/promises'
import { join } from 'node:path'

import type { ColumnType, RawTable } from '../pipelines/define.ts'
import { final } from './failure.ts'
import type { Session } from './warehouse/duckdb-file.ts'
import { castColumns, DUCKDB_TYPES, literal } from './warehouse/duckdb-names.ts'

/** Types of a parquet file that lose nothing on their way into the declared one. */
const FITTING: Readonly<Record<ColumnType, RegExp>> = {
  DATE: /^DATE$/,
  TIMESTAMP: /^TIMESTAMP/,
  STRING: /^VARCHAR$/,
  DOUBLE: /^(DOUBLE|FLOAT|U?(TINY|SMALL|BIG)?INT(EGER)?|DECIMAL.*)$/,
  INT: /^(INTEGER|SMALLINT|TINYINT)$/,
  BIGINT: /^U?(TINY|SMALL|BIG)?INT(EGER)?$/,
}

/**
 * Finds `<table>.parquet` or `<table>.csv` in the folder, and resolves to a select of its rows in the table's columns
 * and types. Rejects where the file is absent, cannot be read, or has other columns.
 */
export async function selectHistory(
  session: Session,
  folder: string,
  table: RawTable,
): Promise<string> {
  const file = await find(folder, table.name)
  const source = file.endsWith('.csv') ? csv(file, table) : `read_parquet(${literal(file)})`
  const found = await describe(session, file, source)
  const faults = faultsOf(table, found)
  if (faults.length > 0)
    throw final(
      'BadInput',
      `Reading ${file} for ${table.name}: ${faults.join('; ')}. The columns wanted are ${Object.entries(
        table.columns,
      )
        .map((column) => column.join(' '))
        .join(', ')}. Mend the file and load the folder again; nothing was loaded.`,
    )
  return `SELECT ${castColumns(table.columns)} FROM ${source}`
}

async function find(folder: string, name: string): Promise<string> {
  for (const ending of ['parquet', 'csv']) {
    const file = join(folder, `${name}.${ending}`)
    // Absence is an answer here, not an error.
    const there = await access(file).then(
      () => true,
      () => false,
    )
    if (there) return file
  }
  throw final(
    'BadInput',
    `Looking for the history of ${name} in ${folder}: there is neither ${name}.parquet nor ${name}.csv. Put one there and load the folder again; nothing was loaded.`,
  )
}

/** Columns that the table does not have are read as text, so that they can be named. */
function csv(file: string, { columns }: RawTable): string {
  const types = Object.entries(columns).map(([name, type]) => `'${name}': '${DUCKDB_TYPES[type]}'`)
  return `read_csv(${literal(file)}, header = true, all_varchar = false, auto_detect = true, types = {${types.join(', ')}})`
}

type Found = ReadonlyMap<string, string>

async function describe(session: Session, file: string, source: string): Promise<Found> {
  try {
    const rows = await session.rows(`DESCRIBE SELECT * FROM ${source}`)
    return new Map(rows.map((row) => [String(row['column_name']), String(row['column_type'])]))
  } catch (cause) {
    throw final(
      'BadInput',
      `Reading ${file}: it cannot be read as ${file.endsWith('.csv') ? 'CSV with a header line and the columns of the table' : 'parquet'}. ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

function faultsOf({ columns }: RawTable, found: Found): string[] {
  return [
    ...Object.keys(columns)
      .filter((name) => !found.has(name))
      .map((name) => `the column ${name} is missing`),
    ...[...found.keys()]
      .filter((name) => !(name in columns))
      .map((name) => `the column ${name} is not of this table`),
    ...Object.entries(columns).flatMap(([name, type]) => {
      const there = found.get(name)
      return !there || FITTING[type].test(there)
        ? []
        : [`the column ${name} is ${there}, wanted is ${type}`]
    }),
  ]
}
