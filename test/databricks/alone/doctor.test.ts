import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'

import type { DatabricksSettings } from '../../../activities/warehouse/databricks.ts'
import { sql } from '../../../pipelines/define.ts'
import { graphOf } from '../../../pipelines/graph.ts'
import { readConfig } from '../../../workers/config.ts'
import { warehouseChecks } from '../../../workers/doctor/warehouse-checks.ts'
import { daily, topics, visits } from '../../contract/warehouse/tables.ts'
import { rigAt } from '../../spark/rig.ts'
import {
  createDatabricksSite,
  type DatabricksSite,
  environmentOf,
  settingsOf,
} from '../../support/databricks-site.ts'
import { ees } from '../../support/ees.ts'

const rig = rigAt(inject('rigAddress'))
const catalog = rig.settings.EES_CATALOG
const TABLES = [visits, topics, daily]

let site: DatabricksSite

beforeAll(async () => {
  site = await createDatabricksSite(rig)
  const warehouse = await site.open()
  await warehouse.migrate(TABLES, 'sandbox')
  await warehouse.close()
})
afterEach(() => rig.mend())
afterAll(() => site.remove())

const look = (settings: DatabricksSettings) =>
  warehouseChecks(readConfig(environmentOf(rig, settings)), graphOf(TABLES))

/** What is told, by its state. */
async function seen(settings: DatabricksSettings) {
  const findings = await look(settings)
  const of = (state: string) =>
    findings.filter((finding) => finding.state === state).map(({ what }) => what)
  return {
    ok: of('ok'),
    missing: of('missing'),
    unsure: of('unsure'),
    mend: findings.flatMap(({ mend = [] }) => mend),
  }
}

test('where all is well: whom it is taken for, what feeds it, its tables; the probe is removed', async () => {
  const { stagingVolume, names, hostname } = site.settings
  expect(await seen(site.settings)).toEqual({
    ok: [
      `connected to ${hostname} as rig`,
      `the staging volume ${stagingVolume}: READ VOLUME, WRITE VOLUME`,
      'fed by sandbox sources',
      '3 tables, with the columns and types that are declared',
    ],
    missing: [],
    // The rig has no grants to tell of.
    unsure: [names.raw, names.app, names.ops].map((name) => expect.stringContaining(name)),
    mend: [],
  })
  expect(await readdir(join(rig.volumeFolder, stagingVolume))).toEqual([])
})

test('tables that were altered by hand', async () => {
  const altered = await createDatabricksSite(rig)
  await altered.byHand(sql`create table ${visits} (date DATE, path INT, views DOUBLE, note STRING)`)
  await altered.byHand(sql`create view ${topics} as select 'a' as slug, 'b' as title`)
  const { missing, mend } = await seen(altered.settings)
  await altered.remove()
  const { raw } = altered.settings.names
  const told = missing.join('\n')
  for (const said of [
    'it holds rows of live sources, and EES_SOURCES is sandbox',
    `in ${raw}.visits the column path is INT, wanted is STRING`,
    `in ${raw}.visits the column note is unknown`,
    `${raw}.topics is a view, wanted is a table`,
    'is missing, and 8 others',
  ])
    expect(told).toContain(said)
  expect(mend).toContain('npx ees migrate')
})

test('a schema that is dropped, and a volume that is not there, with the statements that mend them', async () => {
  const prefix = `none${randomUUID().slice(0, 8)}`
  const { missing, mend } = await seen(settingsOf(rig, prefix))
  expect(missing.slice(0, 4)).toEqual([
    ...['raw', 'app', 'ops'].map((layer) =>
      expect.stringContaining(`the schema ${prefix}_${layer} is not there`),
    ),
    `the staging volume /Volumes/${catalog}/${prefix}_ops/staging is not there`,
  ])
  for (const statement of [
    `CREATE SCHEMA IF NOT EXISTS \`${catalog}\`.\`${prefix}_raw\`;`,
    `GRANT USE SCHEMA, SELECT, MODIFY, CREATE TABLE ON SCHEMA \`${catalog}\`.\`${prefix}_raw\` TO \`rig\`;`,
    `CREATE VOLUME IF NOT EXISTS \`${catalog}\`.\`${prefix}_ops\`.\`staging\`;`,
  ])
    expect(mend).toContain(statement)
})

test('a volume that refuses', async () => {
  await rig.fail({ kind: 'volume-refused' })
  const { missing, ok, mend } = await seen(site.settings)
  expect(missing).toEqual([expect.stringContaining('READ VOLUME')])
  expect(mend).toEqual([
    `GRANT READ VOLUME, WRITE VOLUME ON VOLUME \`${catalog}\`.\`${site.settings.names.ops}\`.\`staging\` TO \`rig\`;`,
  ])
  expect(ok).toContain('3 tables, with the columns and types that are declared')
})

test('a catalog that is not there', async () => {
  const names = { ...site.settings.names, catalog: 'no_such_catalog' }
  const { missing, mend } = await seen({ ...site.settings, names })
  expect(missing).toEqual([expect.stringContaining('no_such_catalog')])
  expect(mend).toEqual([
    expect.stringMatching(/^GRANT USE CATALOG ON CATALOG `no_such_catalog` TO/),
  ])
})

test('a token that is refused: the program ends with 1, without it, and with the rest looked at', async () => {
  const token = 'dapi0recognisable0token'
  const { code, stdout, stderr } = await ees(['doctor'], {
    ...environmentOf(rig, site.settings),
    DATABRICKS_TOKEN: token,
  })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/^ {2}missing .*DATABRICKS_TOKEN/m)
  expect(stdout).toMatch(/^ {2}ok +GA4 answers/m)
  expect(stdout + stderr).not.toContain(token)
})
