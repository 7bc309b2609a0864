import type { FileFacts } from '../../checks/facts.ts'
import type { ColumnType, ParquetDropsSource, RawTable } from '../../pipelines/define.ts'
import { FROM_FILE } from '../../pipelines/drops.ts'
import type { Found } from './columns.ts'
import { literal } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import type { DropFile } from './warehouse.ts'

/** What a parquet file says of itself. */
export interface Layout {
  readonly name: string
  readonly rows: number
  readonly columns: Found
}

/** Paths for DuckDB to read: what would make a pattern of one stands for itself. */
export const pathsOf = (files: readonly DropFile[]): string =>
  `[${files.map(({ path }) => literal(path.replaceAll(/[*?[]/g, '[$&]'))).join(', ')}]`

/** Reads what ends each file, and no row. Fails where one of them cannot be read. */
export async function layoutsOf(
  session: Session,
  files: readonly DropFile[],
): Promise<readonly Layout[]> {
  if (files.length === 0) return []
  const rows = await session.rows(
    `WITH layouts AS (
       SELECT file_name, string_agg(concat(coalesce(duckdb_type, 'nested'), chr(9), name), chr(10) ORDER BY column_id) AS layout
       FROM parquet_schema(${pathsOf(files)}) WHERE column_id > 0 GROUP BY file_name
     )
     SELECT parse_filename(file_name) AS name, layout, num_rows AS rows
     FROM parquet_file_metadata(${pathsOf(files)}) LEFT JOIN layouts USING (file_name)`,
  )
  const found = new Map(rows.map((row) => [row['name'], row]))
  return files.map(({ name }) => {
    const { layout, rows: count } = found.get(name) ?? {}
    return { name, rows: Number(count), columns: columnsIn(String(layout ?? '')) }
  })
}

const columnsIn = (layout: string): Found =>
  new Map(
    layout.split('\n').flatMap((line) => {
      const [type = '', ...name] = line.split('\t')
      return name.length > 0 ? [[name.join('\t'), type] as const] : []
    }),
  )

/** DuckDB's types of a file's columns, for each that is declared. */
const DROPPED: Readonly<Record<ColumnType, readonly string[]>> = {
  DATE: ['DATE'],
  TIMESTAMP: ['TIMESTAMP'],
  STRING: ['VARCHAR', 'JSON'],
  DOUBLE: ['DOUBLE'],
  INT: ['INTEGER'],
  BIGINT: ['BIGINT'],
}

/** Some writers have no UUIDs, and write them as text. */
const UUID = ['UUID', 'VARCHAR']

/** Holds a file against the declaration of its table; names are told apart as SQL does, without regard to case. */
export function factsOf(table: RawTable, { name, rows, columns }: Layout): FileFacts {
  const { uuids = [], optional = [] } = dropsOf(table)
  const there = new Map([...columns].map(([column, type]) => [column.toLowerCase(), type]))
  const faults = ownColumns(table).flatMap(([column, type]) => {
    const is = there.get(column.toLowerCase())
    if (is === undefined)
      return optional.includes(column) ? [] : [`the column ${column} is missing`]
    const wanted = uuids.includes(column) ? UUID : DROPPED[type]
    return wanted.includes(is)
      ? []
      : [`the column ${column} is ${is}, wanted is ${wanted.join(' or ')}`]
  })
  const declared = new Set(ownColumns(table).map(([column]) => column.toLowerCase()))
  const unknown = [...columns.keys()].filter((column) => !declared.has(column.toLowerCase()))
  return {
    name,
    rows,
    faults: [...faults, ...unknown.map((column) => `the column ${column} is unknown`)],
  }
}

/** The columns that the files have themselves. */
export const ownColumns = ({ columns }: RawTable): readonly (readonly [string, ColumnType])[] =>
  Object.entries(columns).filter(([column]) => !(column in FROM_FILE))

export function dropsOf({ name, source }: RawTable): ParquetDropsSource {
  if (source.kind === 'parquet-drops') return source
  throw new TypeError(`${name} is not filled from parquet files`)
}
