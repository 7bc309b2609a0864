import { expect, test } from 'vitest'

import { duckDbLayout } from '../../../activities/warehouse/duckdb-layout.ts'
import { markLacks } from '../../../activities/warehouse/mark-lacks.ts'
import type { OpsMigration } from '../../../activities/warehouse/ops-migrations.ts'
import { SCHEMAS } from '../../support/duckdb-site.ts'

const layout = duckDbLayout(SCHEMAS)
const tables = { raw: new Map(), app: new Map(), ops: new Map() }
const migrations: readonly OpsMigration[] = [
  (ops) => [`ALTER TABLE ${ops}.steps RENAME COLUMN step TO name`],
  (ops) => [`DROP TABLE ${ops}.findings`],
]

const lacksAt = (version: number) =>
  markLacks(
    { schemas: new Set(), tables, mark: { version, sources: 'sandbox' } },
    { layout, sources: 'sandbox', migrations },
  )

const statementsAt = (version: number) =>
  lacksAt(version).map((lack) => ('statement' in lack ? lack.statement : lack.by))

test('each version is taken to the next, in their order, and noted last', () => {
  const rename = 'ALTER TABLE "some_ops".steps RENAME COLUMN step TO name'
  const drop = 'DROP TABLE "some_ops".findings'
  const note = 'UPDATE "some_ops"."warehouse" SET schema_version = 3'
  expect(statementsAt(1)).toEqual([rename, drop, note])
  expect(statementsAt(2)).toEqual([drop, note])
  expect(statementsAt(3)).toEqual([])
})

test.each([4, 0, Number.NaN])('version %s is for a person', (version) => {
  expect(statementsAt(version)).toEqual(['person'])
  expect(lacksAt(version)[0]?.what).toContain(
    `has version ${version}, this program writes version 3`,
  )
})

test('a mark without its row is for a person', () =>
  expect(
    markLacks({ schemas: new Set(), tables, mark: null }, { layout, sources: 'live' }),
  ).toMatchObject([{ by: 'person', what: expect.stringContaining('has no row') }]))
