import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeAll, afterAll, describe, expect, inject, test } from 'vitest'

import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { appChecks } from '../../checks/app-table.ts'
import { addDays } from '../../pipelines/days.ts'
import { expression, sql, type Table } from '../../pipelines/define.ts'
import { readGraph } from '../../workers/station.ts'
import { baseFile, BASE_DAY } from '../support/base.ts'
import { copyRaw } from '../support/copy-raw.ts'
import {
  createDatabricksSite,
  type DatabricksSite,
  environmentOf,
} from '../support/databricks-site.ts'
import { openPipeline, type Pipeline } from '../support/open-pipeline.ts'
import { differingRows } from '../support/same-rows.ts'

/** The day after the one that both warehouses stand after. */
const AS_OF = addDays(BASE_DAY, 1)

const LOOK = { run: 'look', runDay: AS_OF }

const { raw, app } = await readGraph()
const rig = inject('rigAddress')

describe('a daily update', () => {
  let databricks: Pipeline
  let duckDb: Pipeline
  let site: DatabricksSite
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ees-daily-'))
    const file = join(folder, 'ees.duckdb')
    await copyFile(await baseFile(), file)
    site = await createDatabricksSite(rig)
    const warehouse = await site.open()
    await warehouse.prepare([...raw, ...app], 'sandbox')
    await warehouse.close()
    await copyRaw(file, site.settings, raw)
    databricks = await openPipeline(file, { settings: environmentOf(rig, site.settings) })
    duckDb = await openPipeline(file)
    await databricks.update({ asOf: AS_OF })
    await duckDb.update({ asOf: AS_OF })
  }, 1_200_000)

  afterAll(async () => {
    await databricks?.close()
    await duckDb?.close()
    await site?.remove()
    await rm(folder, { recursive: true, force: true })
  })

  test.each([...raw, ...app])('leaves $name as it does in DuckDB', async (table) => {
    const [theirs, ours] = await Promise.all(
      [databricks, duckDb].map(({ warehouse }) => rowsOf(warehouse, table)),
    )
    expect(ours?.length).toBeGreaterThan(0)
    expect(differingRows(ours ?? [], theirs ?? [])).toEqual([])
  })

  test.each(app)('and so what is asked to check $name', async (table) => {
    const differing = await Promise.all(
      appChecks(table).map(async ({ facts }) => {
        const [theirs, ours] = await Promise.all(
          [databricks, duckDb].map(({ warehouse }) => warehouse.query(facts, LOOK)),
        )
        return differingRows(ours ?? [], theirs ?? [])
      }),
    )
    expect(differing.flat()).toEqual([])
  })

  test('finds nothing to do when it is run again', async () => {
    const before = await counts(databricks.warehouse)
    const again = await databricks.update({ asOf: AS_OF })
    expect(again).toMatchObject({ state: 'Completed' })
    expect(await counts(databricks.warehouse)).toEqual(before)
  })
})

function rowsOf(warehouse: Warehouse, table: Table) {
  const columns = expression(Object.keys(table.columns).join(', '))
  return warehouse.query(sql`select ${columns} from ${table}`, LOOK)
}

async function counts(warehouse: Warehouse) {
  const found: Record<string, unknown> = {}
  for (const table of raw)
    found[table.name] = (await warehouse.query(sql`select count(*) as n from ${table}`, LOOK))[0]?.[
      'n'
    ]
  return found
}
