import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'

import { openDatabricks } from '../../../activities/warehouse/databricks.ts'
import type { Warehouse } from '../../../activities/warehouse/warehouse.ts'
import { expression, sql } from '../../../pipelines/define.ts'
import { RAW, visits } from '../../contract/warehouse/tables.ts'
import { rigAt } from '../../spark/rig.ts'
import { openPrepared } from '../../support/databricks-harness.ts'
import type { DatabricksSite } from '../../support/databricks-site.ts'
import { parquetOf } from '../../support/parquet.ts'

const rig = rigAt(inject('rigAddress'))
const scope = { run: 'r1', runDay: '2026-02-01' }
const TOKEN = 'dapi0recognisable0token'

describe('a warehouse that refuses', () => {
  let site: DatabricksSite
  let warehouse: Warehouse

  beforeAll(async () => {
    const { close, ...prepared } = await openPrepared(rig)
    ;({ site, warehouse } = prepared)
    return close
  })
  afterEach(() => rig.mend())

  const look = () => warehouse.query(sql`select * from ${visits}`, scope)
  const append = async () =>
    warehouse.append(
      {
        table: visits,
        file: await parquetOf(visits.columns, [['2026-01-01', '/a', 1]]),
        window: { from: '2026-01-01', to: '2026-01-01' },
      },
      () => [],
      scope,
    )

  test('a wrong token: names the setting, and not the token', async () => {
    const login = { kind: 'token', token: { reveal: () => TOKEN } } as const
    const other = await openDatabricks({ ...site.settings, login })
    const error = await other.query(sql`select 1 as one`, scope).catch((found: unknown) => found)
    await other.close()
    expect(error).toMatchObject({
      type: 'Unauthorised',
      nonRetryable: true,
      message: expect.stringContaining('DATABRICKS_TOKEN'),
    })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(TOKEN)
  })

  test('a service principal is let in, also after its token has ended', async () => {
    const { DATABRICKS_CLIENT_ID: id, DATABRICKS_CLIENT_SECRET: secret } = rig.principal
    const login = { kind: 'client', id, secret: { reveal: () => secret } } as const
    const other = await openDatabricks({ ...site.settings, login })
    expect(await other.query(sql`select 1 as one`, scope)).toEqual([{ one: 1 }])
    await other.close()
  })

  test('sessions that were lost are opened anew', async () => {
    await look()
    await rig.dropSessions()
    expect(await look()).toEqual([])
  })

  test('a volume without a grant: names the grant, and the table is as it was', async () => {
    await rig.fail({ kind: 'volume-refused' })
    await expect(append()).rejects.toMatchObject({
      type: 'Unauthorised',
      nonRetryable: true,
      message: expect.stringContaining('VOLUME'),
    })
    await rig.mend()
    expect(await look()).toEqual([])
  })

  test.each([429, 503])('a %d passes', async (status) => {
    await rig.fail({ kind: 'status', on: 'sql', call: 'ExecuteStatement', status })
    await expect(look()).rejects.toMatchObject({ type: 'Warehouse', nonRetryable: false })
    expect(await look()).toEqual([])
  })

  test.each([
    ['added', 'date DATE, path STRING, views DOUBLE, more INT', /visits.*more is unknown/],
    ['dropped', 'date DATE, views DOUBLE', /visits.*path STRING is missing/],
    ['retyped', 'date DATE, path STRING, views INT', /visits.*views is INT, wanted is DOUBLE/],
  ])('a table with a column %s by hand', async (_, columns, wrong) => {
    await site.byHand(sql`create or replace table ${visits} (${expression(columns)})`)
    await expect(warehouse.prepare(RAW, 'sandbox')).rejects.toMatchObject({
      type: 'Warehouse',
      nonRetryable: true,
      message: expect.stringMatching(wrong),
    })
    expect(await look()).toEqual([])
  })
})
