import { existsSync } from 'node:fs'

import type { Warehouse } from '../activities/warehouse/warehouse.ts'
import type { Config } from './config.ts'
import { openWarehouse } from './warehouse.ts'

/** Opens the warehouse, without making a DuckDB file where there is none: an empty one in memory stands for it. */
export const openForLooking = (config: Config): Promise<Warehouse> =>
  openWarehouse(isThere(config) ? config : { ...config, warehouse: IN_MEMORY })

/** Whether there is anything to open; of Databricks only opening it shows. */
export const isThere = ({ warehouse }: Config): boolean =>
  warehouse.kind === 'databricks' || existsSync(warehouse.path)

const IN_MEMORY = { kind: 'duckdb', path: ':memory:' } as const
