import { beforeAll, describe, expect, inject, test } from 'vitest'

import {
  APP,
  daily,
  KEY,
  keyTable,
  paths,
  RAW,
  topics,
  visits,
} from '../../contract/warehouse/tables.ts'
import type { Judge, Row, Warehouse } from '../../../activities/warehouse/warehouse.ts'
import type { AppendFacts } from '../../../checks/facts.ts'
import { stop } from '../../../checks/finding.ts'
import { expression, sql } from '../../../pipelines/define.ts'
import { rigAt } from '../../spark/rig.ts'
import { createDatabricksSite, type DatabricksSite } from '../../support/databricks-site.ts'
import { parquetOf } from '../../support/parquet.ts'

const rig = rigAt(inject('rigAddress'))
const scope = (run: string) => ({ run, runDay: '2026-02-01' })

const once: Judge<AppendFacts> = ({ staged, before }) =>
  [...staged.keys()].some((day) => before.has(day))
    ? [stop('no-day-twice', { table: 'visits', count: 1, message: 'It is there.' })]
    : []

/** The connection breaks once a statement with this text is begun, and it goes on without its client. */
const loseClientAt = (statement: string) =>
  rig.fail({ kind: 'answer-lost', on: 'sql', call: 'ExecuteStatement', statement })

describe('a statement that goes on without its client', () => {
  let site: DatabricksSite
  let first: Warehouse
  let second: Warehouse

  beforeAll(async () => {
    site = await createDatabricksSite(rig)
    first = await site.open()
    second = await site.open()
    await first.prepare([...RAW, ...APP], 'sandbox')
    return async () => {
      await Promise.all([first.close(), second.close(), rig.mend()])
      await site.remove()
    }
  })

  const rows = (statement: ReturnType<typeof sql>): Promise<readonly Row[]> =>
    second.query(statement, scope('look'))
  const append = async (by: Warehouse, day: string) =>
    by.append(
      {
        table: visits,
        file: await parquetOf(visits.columns, [[day, '/a', 1]]),
        window: { from: day, to: day },
      },
      once,
      scope('r1'),
    )

  test('an append: its rows are there once', async () => {
    await loseClientAt('REPLACE WHERE date BETWEEN')
    // Whether it was done already when it is looked for, or not yet: the step is to look again.
    const told = await append(first, '2026-01-01').then(
      ({ changed }) => changed,
      ({ nonRetryable }) => nonRetryable,
    )
    expect(told).toBe(false)
    await append(second, '2026-01-01')
    expect(await rows(sql`select date, views from ${visits}`)).toEqual([
      { date: '2026-01-01', views: 1 },
    ])
  })

  test('a list: it is the new one, and each change is kept once', async () => {
    const replace = async (by: Warehouse, titles: readonly string[], run: string) =>
      by.replace(
        {
          table: topics,
          file: await parquetOf(
            topics.columns,
            titles.map((title, at) => [String(at), title]),
          ),
        },
        () => [],
        scope(run),
      )
    await replace(first, ['a', 'b'], 'r1')
    await loseClientAt('MERGE INTO')
    await expect(replace(first, ['a', 'c'], 'r2')).rejects.toMatchObject({ nonRetryable: false })
    const { changes } = await replace(second, ['a', 'c'], 'r2')
    const change = { kind: 'changed', key: '1', column: 'title', old: 'b', next: 'c' }
    expect(changes).toEqual([change])
    expect(await rows(sql`select title from ${topics} order by title`)).toEqual([
      { title: 'a' },
      { title: 'c' },
    ])
    expect(await rows(sql`select * from ${expression(`${site.ops}.changes`)}`)).toHaveLength(1)
  })

  test.each([
    ['what readers are to have', 'AS flipped', '2026-01-11'],
    ['a table that is replaced', 'CREATE OR REPLACE TABLE', '2026-01-12'],
    ['that the tables are replaced', 'SET pending = 0', '2026-01-13'],
    ['the key', 'INSERT OVERWRITE', '2026-01-14'],
  ])('a publication at %s: it is completed by the next try', async (_, statement, day) => {
    await append(first, day)
    const run = `p${day.replaceAll('-', '')}`
    for (const table of [daily, paths]) await first.build(table, scope(run))
    await loseClientAt(statement)
    await first.publish([daily, paths], KEY, scope(run)).catch((error: unknown) => {
      expect(error).toMatchObject({ nonRetryable: false })
    })
    const published = await second.publish([daily, paths], KEY, scope(run))
    expect(published.tables).toEqual(['daily', 'paths'])
    const [raw] = await rows(sql`select count(*) as n from ${visits}`)
    for (const table of [daily, paths])
      expect(await rows(sql`select count(*) as n from ${table}`)).toEqual([raw])
    const [key] = await rows(sql`select latest_data from ${keyTable}`)
    expect(key).toEqual({ latest_data: day })
    // As a run does at its end: what was copied, and not dropped, goes with it.
    await second.discard(run)
    expect(await second.stagedRuns()).toEqual([])
  })
})
