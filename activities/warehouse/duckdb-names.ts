import { createHash } from 'node:crypto'

import type { AppTable, ColumnType, Columns, Table } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import type { Cell } from './warehouse.ts'

/** The schemas of the file; each an identifier. */
export interface Schemas {
  readonly raw: string
  readonly app: string
  readonly ops: string
}

export const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
  STRING: 'VARCHAR',
  DOUBLE: 'DOUBLE',
  INT: 'INTEGER',
  BIGINT: 'BIGINT',
}

/** A name as it stands in a statement. Letters, digits and `_` are what both warehouses take without quoting. */
export function identifier(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/i.test(name)) return `"${name}"`
  throw final(
    'BadInput',
    `Naming a schema, table or column: "${name}" was found, wanted is a name of letters, digits and _ that does not begin with a digit. Mend the setting or the declaration it comes from.`,
  )
}

/** The name of a table that readers see. */
export const tableName = (
  schemas: Schemas,
  { layer, name }: Pick<Table, 'layer' | 'name'>,
): string => `${identifier(schemas[layer])}.${identifier(name)}`

const STAGED = /^staged_([0-9a-z]+)__(.+)$/

/** The version of an app table that a run has built and not published yet, without its schema. */
export function stagedName(run: string, table: AppTable): string {
  const name = `staged_${run}__${table.name}`
  if (STAGED.exec(name)?.[1] === run) return name
  throw final(
    'BadInput',
    `Naming what a run has staged: the run is "${run}", wanted are small letters and digits alone. It is made from the workflow run's id, without its dashes.`,
  )
}

/** The run that a staged table belongs to, or undefined for any other name. */
export const runOf = (name: string): string | undefined => STAGED.exec(name)?.[1]

/** A value as a literal. */
export function literal(value: Cell): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** The column list of a `CREATE TABLE`. */
export const columnDefinitions = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${DUCKDB_TYPES[type]}`)
    .join(', ')

/** Columns in the declared order and types, whatever the select under it gives. */
export const castColumns = (columns: Columns): string =>
  Object.entries(columns)
    .map(
      ([name, type]) => `CAST(${identifier(name)} AS ${DUCKDB_TYPES[type]}) AS ${identifier(name)}`,
    )
    .join(', ')

export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)
