import type { ColumnType, Columns } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Cell } from './warehouse.ts'

/** What the two warehouses write otherwise, in statements that are the same in all else. */
export interface Dialect {
  /** A name as it stands in a statement. */
  readonly identifier: (name: string) => string
  /** A value as a literal. */
  readonly literal: (value: Cell) => string
  readonly types: Readonly<Record<ColumnType, string>>
  /** What tells columns that agree with a declared type, besides that type itself. */
  readonly wider: Agreement
  readonly narrower: Agreement
  /** What tells the columns of a select that follows. */
  readonly describe: string
  /** The moment of the statement, as a TIMESTAMP in UTC. */
  readonly now: string
  /** A function of any values; equal ones have the same hash, others nearly never. */
  readonly hash: string
}

type Agreement = Readonly<Partial<Record<ColumnType, readonly string[]>>>

/** Letters, digits and `_` are what both warehouses take without quoting. */
export function requireName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/i.test(name)) return name
  throw final(
    'BadInput',
    `Naming a schema, table or column: "${name}" was found, wanted is a name of letters, digits and _ that does not begin with a digit. Mend the setting or the declaration it comes from.`,
  )
}

/** The column list of a `CREATE TABLE`. */
export const definitionsIn = ({ identifier, types }: Dialect, columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${types[type]}`)
    .join(', ')

/** Columns in the declared order and types, whatever the select under it gives. */
export const castIn = ({ identifier, types }: Dialect, columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `CAST(${identifier(name)} AS ${types[type]}) AS ${identifier(name)}`)
    .join(', ')
