import type { Columns, Table } from '../../pipelines/define.ts'
import { DUCKDB } from './dialect-duckdb.ts'
import { castIn, definitionsIn } from './dialect.ts'
import type { Schemas } from './names.ts'

export const { identifier, literal, types: DUCKDB_TYPES } = DUCKDB

/** The name of a table that readers see. */
export const tableName = (
  schemas: Schemas,
  { layer, name }: Pick<Table, 'layer' | 'name'>,
): string => `${identifier(schemas[layer])}.${identifier(name)}`

/** The column list of a `CREATE TABLE`. */
export const columnDefinitions = (columns: Columns): string => definitionsIn(DUCKDB, columns)

/** Columns in the declared order and types, whatever the select under it gives. */
export const castColumns = (columns: Columns): string => castIn(DUCKDB, columns)
