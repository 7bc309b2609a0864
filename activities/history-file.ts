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

interface Folders {
  /** Where `<table>.parquet` or `<table>.csv` is. */
  readonly folder: string
  readonly staging: string
}

/**
 * Writes the history of a table as parquet into the staging folder, in the table's columns and types; resolves to the
 * path.
 *
 * @throws ApplicationFailure `BadInput` where the file is absent, cannot be read, has other columns or no rows.
 */
export async function stageHistory(
  session: Session,
  { folder, staging }: Folders,
  table: RawTable,
): Promise<string> {
  const file = await find(folder, table.name)
  const found = await read(file, () => describe(session, file))
  const faults = faultsOf(table, found, file)
  if (faults.length > 0) throw refused(file, table, faults.join('; '))
  const staged = join(staging, `${table.name}.parquet`)
  const select = `SELECT ${castColumns(table.columns)} FROM ${typed(file, found, table)}`
  const rows = await read(file, () =>
    session.run(`COPY (${select}) TO ${literal(staged)} (FORMAT parquet)`),
  )
  if (rows === 0) throw refused(file, table, 'it has no rows')
  return staged
}

const isCsv = (file: string): boolean => file.endsWith('.csv')

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
    `Looking for the history of ${name} in ${folder}: there is neither ${name}.parquet nor ${name}.csv. Put one there and load the folder again; ${NOTHING}.`,
  )
}

/** Not left to be guessed from the first rows. An empty text is one in quotes. */
const CSV = `header = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false`

/** The types of a parquet file's columns, the names of a CSV file's. */
type Found = ReadonlyMap<string, string>

async function describe(session: Session, file: string): Promise<Found> {
  const rows = await session.rows(
    `DESCRIBE SELECT * FROM ${isCsv(file) ? `read_csv(${literal(file)}, ${CSV}, all_varchar = true)` : parquet(file)}`,
  )
  return new Map(rows.map((row) => [String(row['column_name']), String(row['column_type'])]))
}

const parquet = (file: string): string => `read_parquet(${literal(file)})`

/** The file in the table's types, to stand behind FROM; its columns are those of the table, in any order. */
function typed(file: string, found: Found, { columns }: RawTable): string {
  if (!isCsv(file)) return parquet(file)
  const types = [...found.keys()].map(
    (name) => `${literal(name)}: ${literal(DUCKDB_TYPES[columns[name] ?? 'STRING'])}`,
  )
  return `read_csv(${literal(file)}, ${CSV}, auto_detect = false, columns = {${types.join(', ')}})`
}

const NOTHING = 'nothing was loaded'

async function read<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw final(
      'BadInput',
      `Reading ${file}: it cannot be read as ${isCsv(file) ? 'CSV with commas, a header line and the types of the table' : 'parquet'}. ${reasonOf(cause)}. Export it again; ${NOTHING}.`,
      { cause },
    )
  }
}

/** What DuckDB says first; the rest is advice for those who write its SQL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return reasonOf(error.cause)
  const [reason = ''] = error.message.split('\n\n')
  return reason.replaceAll(/\s*\n\s*/g, '. ').replace(/\.$/, '')
}

function faultsOf({ columns }: RawTable, found: Found, file: string): string[] {
  return [
    ...Object.keys(columns)
      .filter((name) => !found.has(name))
      .map((name) => `the column ${name} is missing`),
    ...[...found.keys()]
      .filter((name) => !(name in columns))
      .map((name) => `the column ${name} is not of this table`),
    ...Object.entries(columns).flatMap(([name, type]) => {
      const there = isCsv(file) ? undefined : found.get(name)
      return !there || FITTING[type].test(there)
        ? []
        : [`the column ${name} is ${there}, wanted is ${type}`]
    }),
  ]
}

function refused(file: string, { name, columns }: RawTable, fault: string) {
  const wanted = Object.entries(columns).map((column) => column.join(' '))
  return final(
    'BadInput',
    `Reading ${file} for ${name}: ${fault}. The columns wanted are ${wanted.join(', ')}. Mend the file and load the folder again; ${NOTHING}.`,
  )
}
