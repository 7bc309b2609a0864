import { openDatabricks } from '../activities/warehouse/databricks.ts'
import { openDuckDb } from '../activities/warehouse/duckdb.ts'
import type { Warehouse } from '../activities/warehouse/warehouse.ts'
import type { Config } from './config.ts'

/** Opens the warehouse that the settings name. */
export function openWarehouse({ warehouse, names }: Config): Promise<Warehouse> {
  const { catalog, raw, app, ops } = names
  return warehouse.kind === 'duckdb'
    ? openDuckDb({ path: warehouse.path, schemas: { raw, app, ops } })
    : openDatabricks({ ...warehouse, names: { catalog, raw, app, ops } })
}
