import type { ParquetDropsSource, RawTable } from '../../pipelines/define.ts'

/** Parquet files begin and end with it. */
export const MAGIC = 'PAR1'

/** The length of the metadata, four bytes, and what begins and ends a file: none is shorter. */
export const SHORTEST = 12

/** Where files of a table may lie. */
export interface DropPlace {
  /** Under the root; empty for the root itself. */
  readonly folder: string
  /** What the names of its files contain. */
  readonly pattern: string
  /** Whether it is a fault that the folder is not there. */
  readonly required: boolean
}

/** The places of a table's files; of two files with one name, that of the later place counts. */
export function dropPlaces(table: RawTable): readonly DropPlace[] {
  const { folder, pattern = '', rootPattern } = sourceOf(table)
  const root = { folder: '', pattern: rootPattern, required: true }
  return folder === undefined ? [root] : [root, { folder, pattern, required: false }]
}

function sourceOf({ name, source }: RawTable): ParquetDropsSource {
  if (source.kind === 'parquet-drops') return source
  throw new TypeError(`${name} is not filled from parquet files`)
}

/** What begins with a dot or `_` is another program's own: a copy under way, a mark that it is done. */
export const isDrop = (name: string, pattern: string): boolean =>
  name.endsWith('.parquet') && !/^[._]/.test(name) && name.includes(pattern)
