import { warehouseContract } from '../../contract/warehouse.ts'
import { duckDbHarness } from '../../support/duckdb-site.ts'

warehouseContract('DuckDB', duckDbHarness)
