import { DUCKDB } from './dialect-duckdb.ts'
import type { Layout } from './layout.ts'
import type { Schemas } from './names.ts'
import { OWN_TABLES } from './own-tables.ts'

const { warehouse: _mark, ...own } = OWN_TABLES

/** The layout of a DuckDB file. */
export const duckDbLayout = (schemas: Schemas): Layout => ({
  dialect: DUCKDB,
  schemas,
  schemaName: (layer) => DUCKDB.identifier(schemas[layer]),
  options: '',
  own,
  elsewhere: 'another DUCKDB_PATH or other schemas',
})
