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

/** What every warehouse must do; each runs this suite. */
export function warehouseContract(name: string, harness: WarehouseHarness): void {
  describe(`${name} as a warehouse`, () => {
    describe('prepare', () => {
      prepareContract(harness)
    })
    describe('migrate', () => {
      migrateContract(harness)
    })
    describe('query', () => {
      queryContract(harness)
    })
    describe('append', () => {
      appendContract(harness)
    })
    describe('replaceDays', () => {
      replaceDaysContract(harness)
    })
    describe('replaceDays beside another writer', () => {
      replaceDaysBesideContract(harness)
    })
    describe('files', () => {
      filesContract(harness)
    })
    describe('replace', () => {
      replaceContract(harness)
    })
    describe('build', () => {
      buildContract(harness)
    })
    describe('publish', () => {
      publishContract(harness)
    })
    describe('record', () => {
      recordContract(harness)
    })
    describe('an aborted signal', () => {
      abortContract(harness)
    })
  })
}
