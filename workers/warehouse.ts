import { final } from '../activities/failure.ts'
import { openDuckDb } from '../activities/warehouse/duckdb.ts'
import type { Warehouse } from '../activities/warehouse/warehouse.ts'
import type { Config } from './config.ts'

/** Opens the warehouse that the settings name. */
export function openWarehouse({ warehouse, names }: Config): Promise<Warehouse> {
  if (warehouse.kind === 'duckdb')
    return openDuckDb({
      path: warehouse.path,
      schemas: { raw: names.raw, app: names.app, ops: names.ops },
    })
  throw final(
    'BadInput',
    'Opening the warehouse: WAREHOUSE is databricks, which this version cannot write to yet. Set WAREHOUSE=duckdb, or leave it out.',
  )
}
