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

/** The tables that readers see. */
export const tableName = (schemas: Schemas, table: Table): string =>
  `${schemas[table.layer]}.${table.name}`

const STAGED = /^staged_([0-9a-z]+)__(.+)$/

/** The version of an app table that a run has built and not published yet, without its schema. */
export function stagedName(run: string, table: AppTable): string {
  const name = `staged_${run}__${table.name}`
  if (STAGED.exec(name)?.[1] !== run)
    throw final(
      'BadInput',
      `Naming a staged table: the run is "${run}", wanted are small letters and digits alone.`,
    )
  return name
}

/** The run and the table that a staged table belongs to, or undefined for any other name. */
export function parseStagedName(name: string): { run: string; table: string } | undefined {
  const [, run, table] = STAGED.exec(name) ?? []
  return run && table ? { run, table } : undefined
}

/** A value as a literal. */
export function literal(value: Cell): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}

/** The column list of a `CREATE TABLE`. */
export const columnDefinitions = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `"${name}" ${DUCKDB_TYPES[type]}`)
    .join(', ')

/** Columns in the declared order and types, whatever the select under it gives. */
export const castColumns = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type]) => `CAST("${name}" AS ${DUCKDB_TYPES[type]}) AS "${name}"`)
    .join(', ')

export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32)
