import { describe } from 'vitest'

import { abortContract } from './warehouse/abort.ts'
import { appendContract } from './warehouse/append.ts'
import { buildContract } from './warehouse/build.ts'
import { filesContract } from './warehouse/files.ts'
import type { WarehouseHarness } from './warehouse/harness.ts'
import { migrateContract } from './warehouse/migrate.ts'
import { prepareContract } from './warehouse/prepare.ts'
import { publishContract } from './warehouse/publish.ts'
import { queryContract } from './warehouse/query.ts'
import { recordContract } from './warehouse/record.ts'
import { replaceDaysContract } from './warehouse/replace-days.ts'
import { replaceDaysBesideContract } from './warehouse/replace-days-beside.ts'
import { replaceContract } from './warehouse/replace.ts'

/** In parts that take about as long as each other, for those who run them side by side. */
const PARTS = {
  prepare: { prepare: prepareContract, migrate: migrateContract },
  append: { append: appendContract, files: filesContract, query: queryContract },
  days: {
    replaceDays: replaceDaysContract,
    'replaceDays beside another writer': replaceDaysBesideContract,
  },
  lists: { replace: replaceContract, record: recordContract },
  build: { build: buildContract },
  publish: { publish: publishContract, 'an aborted signal': abortContract },
}

type Part = keyof typeof PARTS

/** What every warehouse must do; each runs this suite, whole or in all its parts. */
export function warehouseContract(
  name: string,
  harness: WarehouseHarness,
  parts = Object.keys(PARTS) as readonly Part[],
): void {
  describe(`${name} as a warehouse`, () => {
    describe.each(parts.flatMap((part) => Object.entries(PARTS[part])))('%s', (_, contract) => {
      contract(harness)
    })
  })
}
