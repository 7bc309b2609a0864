import { inject } from 'vitest'

import { warehouseContract } from '../contract/warehouse.ts'
import { databricksHarness } from '../support/databricks-site.ts'

warehouseContract('Databricks', databricksHarness(inject('rigAddress')))
