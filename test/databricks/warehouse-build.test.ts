import { inject } from 'vitest'

import { warehouseContract } from '../contract/warehouse.ts'
import { databricksHarness } from '../support/databricks-harness.ts'

warehouseContract('Databricks', databricksHarness(inject('rigAddress')), ['build'])
