import { randomUUID } from 'node:crypto'

import { expect, inject, onTestFinished, test } from 'vitest'

import { catalogName } from '../../activities/warehouse/databricks-names.ts'
import { sql, type Table } from '../../pipelines/define.ts'
import { topics, visits } from '../contract/warehouse/tables.ts'
import { rigAt } from '../spark/rig.ts'
import { databricksSession } from '../support/databricks-session.ts'
import {
  createDatabricksSite,
  type DatabricksSite,
  environmentOf,
  settingsOf,
} from '../support/databricks-site.ts'
import { ees } from '../support/ees.ts'

const rig = rigAt(inject('rigAddress'))

async function newSite(): Promise<DatabricksSite> {
  const site = await createDatabricksSite(rig)
  onTestFinished(() => site.remove())
  return site
}

/** What was ever done to a table, newest first. */
async function historyOf({ settings }: DatabricksSite, table: Table): Promise<unknown[]> {
  const { rows } = await databricksSession(rig)
  return rows(`DESCRIBE HISTORY ${catalogName(settings.names, table)}`)
}

test('a dry run prints the statements, and makes nothing', async () => {
  const prefix = `dry${randomUUID().slice(0, 8)}`
  const { code, stdout, stderr } = await ees(
    ['migrate', '--dry-run'],
    environmentOf(rig, settingsOf(rig, prefix)),
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const statements = stdout.trimEnd().split('\n')
  expect(statements.slice(0, 3)).toEqual(
    ['raw', 'app', 'ops'].map(
      (layer) =>
        `CREATE SCHEMA IF NOT EXISTS \`${rig.settings.EES_CATALOG}\`.\`${prefix}_${layer}\`;`,
    ),
  )
  expect(stdout).toMatch(/CREATE TABLE IF NOT EXISTS .*`ees_ga4_page` \(.*\) TBLPROPERTIES \(.*;$/m)
  const { rows } = await databricksSession(rig)
  expect(await rows(`SHOW SCHEMAS LIKE '${prefix}*'`)).toEqual([])
})

test('tables of the live service are adopted as they are: their Delta history is the same', async () => {
  const site = await newSite()
  await site.byHand(sql`create table ${visits} (views DOUBLE, date DATE, path STRING)`)
  await site.byHand(sql`insert into ${visits} values (1, date '2026-01-01', '/a')`)
  await site.byHand(sql`create table ${topics} (slug STRING, title STRING)`)
  const before = await Promise.all([visits, topics].map((table) => historyOf(site, table)))
  const warehouse = await site.open()
  onTestFinished(() => warehouse.close())
  await expect(warehouse.migrate([visits, topics], 'sandbox')).rejects.toThrow(/holds.*live/)
  await warehouse.migrate([visits, topics], 'live')
  expect(await warehouse.lacks([visits, topics], 'live')).toEqual([])
  await warehouse.migrate([visits, topics], 'live')
  expect(await Promise.all([visits, topics].map((table) => historyOf(site, table)))).toEqual(before)
  expect(before.map(({ length }) => length)).toEqual([2, 1])
})
