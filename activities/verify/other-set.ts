import { stat } from 'node:fs/promises'

import { final } from '../failure.ts'
import type { Warehouse } from '../warehouse/warehouse.ts'
import { folderSet } from './folder-set.ts'
import { schemaSet } from './schema-set.ts'
import type { Ask, TableSet } from './side.ts'

interface Against {
  /** The name of a schema of the warehouse, or the path of a folder. */
  readonly against: string
  /** The schema that is compared with it. */
  readonly own: string
  readonly kind: Warehouse['kind']
}

/**
 * Finds the set to compare with. A name that both a schema and a folder have is the schema's.
 *
 * @throws ApplicationFailure where it is neither, or the very set that is to be compared.
 */
export async function otherSet(ask: Ask, { against, own, kind }: Against): Promise<TableSet> {
  if (against.toLowerCase() === own.toLowerCase())
    throw refusal(against, 'it holds the very tables that are to be compared')
  if (/^[a-z_]\w*$/i.test(against)) {
    const set = await schemaSet(ask, against)
    if (set.tables.size > 0) return set
  }
  // Absence is an answer here, not an error.
  const found = await stat(against).catch(() => undefined)
  if (!found) throw refusal(against, 'there is no schema of that name with tables, and no folder')
  if (!found.isDirectory()) throw refusal(against, 'it is a file')
  if (kind === 'duckdb') return folderSet(ask, against)
  throw refusal(against, `it is a folder, which ${kind} cannot read`)
}

const refusal = (against: string, found: string) =>
  final(
    'BadInput',
    `Looking for the tables to compare with in "${against}": ${found}. Wanted is another schema of the warehouse or, with DuckDB, a folder with a <table>.parquet or <table>.csv for each table.`,
  )
