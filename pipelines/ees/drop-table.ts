import {
  type Columns,
  type Meaning,
  type ParquetDropsSource,
  type RawTable,
  rawTable,
} from '../define.ts'
import { FROM_FILE } from '../drops.ts'

/** The token by which a version was seen before it was published; calls did not tell of tokens at first. */
export const PREVIEW_TOKEN = {
  previewTokenLabel: 'STRING',
  previewTokenDataSetVersionId: 'STRING',
  previewTokenCreated: 'TIMESTAMP',
  previewTokenExpiry: 'TIMESTAMP',
} as const satisfies Columns

type ColumnOf<C extends Columns> = Extract<keyof C, string>

interface DropSpec<C extends Columns> extends Omit<ParquetDropsSource<ColumnOf<C>>, 'kind'> {
  readonly about: string
  /** The columns of the files, in their order. */
  readonly columns: C
  readonly meanings?: Readonly<Partial<Record<ColumnOf<C>, Meaning>>>
}

/** Declares the table of a kind of drops: the columns of its files, any of which may be NULL, and which file it was. */
export function dropTable<const C extends Columns>(
  name: string,
  { about, columns, meanings, ...source }: DropSpec<C>,
): RawTable {
  return rawTable<Columns>(name, {
    about,
    columns: { ...columns, ...FROM_FILE },
    ...(meanings && { meanings }),
    source: { kind: 'parquet-drops', ...source },
    nullable: Object.keys(columns),
  })
}
