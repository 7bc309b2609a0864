import { randomUUID } from 'node:crypto'

import { beforeAll, describe, expect, inject, test } from 'vitest'

import type { Warehouse } from '../../../activities/warehouse/warehouse.ts'
import { sql } from '../../../pipelines/define.ts'
import { daily, KEY, paths, visits } from '../../contract/warehouse/tables.ts'
import { rigAt } from '../../spark/rig.ts'
import { databricksSession } from '../../support/databricks-session.ts'
import { openPrepared } from '../../support/databricks-harness.ts'
import { noDayTwice } from '../../contract/warehouse/no-day-twice.ts'
import { parquetOf } from '../../support/parquet.ts'

const rig = rigAt(inject('rigAddress'))
const scope = { run: 'r1', runDay: '2026-02-01' }
const passes = { type: 'Warehouse', nonRetryable: false }

test('a rig that is stopped says that it starts, and has its files; started again, it has its tables, and no session', async () => {
  const before = await databricksSession(rig)
  const schema = `${rig.settings.EES_CATALOG}.rig_${randomUUID().replaceAll('-', '')}`
  await before.rows(`CREATE SCHEMA ${schema}`)
  await before.rows(`CREATE TABLE ${schema}.t (n INT NOT NULL) TBLPROPERTIES (keeper = 'rig')`)
  await before.rows(`INSERT INTO ${schema}.t VALUES (1), (2)`)
  await rig.stop()
  try {
    await expect(before.rows('SELECT 1')).rejects.toMatchObject({ statusCode: 503 })
    const { DATABRICKS_SERVER_HOSTNAME: host, DATABRICKS_TOKEN: token } = rig.settings
    const volume = rig.settings.DATABRICKS_STAGING_VOLUME
    const listed = await fetch(`https://${host}/api/2.0/fs/directories${volume}`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    expect(listed.status).toBe(200)
  } finally {
    await rig.start()
  }
  await expect(before.rows('SELECT 1')).rejects.toThrow(/Invalid SessionHandle/)
  const { rows } = await databricksSession(rig)
  await rows(`INSERT INTO ${schema}.t VALUES (3)`)
  expect(await rows(`SELECT count(*) AS n FROM ${schema}.t`)).toEqual([{ n: 3 }])
  expect(await rows(`SHOW TBLPROPERTIES ${schema}.t ('keeper')`)).toMatchObject([{ value: 'rig' }])
})

describe('a warehouse that is started again in mid-run', () => {
  let warehouse: Warehouse

  beforeAll(async () => {
    const { close, ...prepared } = await openPrepared(rig)
    ;({ warehouse } = prepared)
    return close
  })

  const look = () => warehouse.query(sql`select * from ${visits}`, scope)
  const append = async (day: string) =>
    warehouse.append(
      {
        table: visits,
        file: await parquetOf(visits.columns, [[day, '/a', 1]]),
        window: { from: day, to: day },
      },
      noDayTwice,
      scope,
    )

  test('each step says that it is to be tried again, and is done once', async () => {
    await append('2026-01-01')
    for (const table of [daily, paths]) await warehouse.build(table, scope)
    const [, ...interrupted] = await Promise.allSettled([
      rig.restart(),
      look(),
      append('2026-01-02'),
      warehouse.publish([daily, paths], KEY, scope),
    ])
    for (const outcome of interrupted)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(passes)
    await append('2026-01-02')
    await warehouse.publish([daily, paths], KEY, scope)
    expect(
      await warehouse.query(sql`select date, views from ${visits} order by date`, scope),
    ).toEqual([
      { date: '2026-01-01', views: 1 },
      { date: '2026-01-02', views: 1 },
    ])
    for (const table of [daily, paths])
      expect(
        await warehouse.query(sql`select date from ${table}`, {
          run: 'reader',
          runDay: '2026-02-01',
        }),
      ).toEqual([{ date: '2026-01-01' }])
  })
})
