import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'

import type { Row, Warehouse } from '../../activities/warehouse/warehouse.ts'
import { expression, sql } from '../../pipelines/define.ts'
import { daily, KEY, keyTable, paths, topics, visits } from '../contract/warehouse/tables.ts'
import { rigAt } from '../spark/rig.ts'
import { openPrepared } from '../support/databricks-harness.ts'
import type { DatabricksSite } from '../support/databricks-site.ts'
import { noDayTwice } from '../contract/warehouse/no-day-twice.ts'
import { parquetOf } from '../support/parquet.ts'

const rig = rigAt(inject('rigAddress'))
const scope = (run: string) => ({ run, runDay: '2026-02-01' })
const STEP = fileURLToPath(new URL('../support/databricks-child.ts', import.meta.url))

describe('a step whose process is killed while a statement of it is under way, and is done again', () => {
  let site: DatabricksSite
  let warehouse: Warehouse

  beforeAll(async () => {
    const { close, ...prepared } = await openPrepared(rig)
    ;({ site, warehouse } = prepared)
    return close
  })
  afterEach(() => rig.mend())

  const rows = (statement: ReturnType<typeof sql>): Promise<readonly Row[]> =>
    warehouse.query(statement, scope('look'))

  /** The statement goes on: nobody takes it back. */
  async function killedAt(statement: string, ...step: readonly string[]): Promise<void> {
    const { hostname, httpPath, stagingVolume, names } = site.settings
    const token = rig.settings.DATABRICKS_TOKEN
    const SITE = JSON.stringify({ hostname, httpPath, stagingVolume, names, token })
    const call = 'ExecuteStatement'
    // Others use the rig at the same time.
    const aimed = [statement, site.prefix]
    await rig.fail({ kind: 'answer-withheld', on: 'sql', call, statement: aimed })
    const child = spawn(process.execPath, [STEP, ...step], {
      env: { ...process.env, SITE },
      stdio: 'inherit',
    })
    const ended = once(child, 'exit')
    await expect.poll(rig.pending).toBe(0)
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    await rig.mend()
  }

  /** As a run does: what says that it may be tried again is. */
  async function done<T>(step: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1)
      try {
        return await step()
      } catch (error) {
        expect(error).toMatchObject({ nonRetryable: false })
        if (tried === 5) throw error
      }
  }

  /** As a run does at its end: what the killed process has left goes with it, files and tables. */
  async function tidied(run: string): Promise<void> {
    await done(() => warehouse.discard(run))
    expect(await warehouse.stagedRuns()).toEqual([])
  }

  const batch = (day: string) => parquetOf(visits.columns, [[day, '/a', 1]])
  const append = async (day: string) => {
    const file = await batch(day)
    const window = { from: day, to: day }
    return done(() => warehouse.append({ table: visits, file, window }, noDayTwice, scope('r1')))
  }

  test('an append: its rows are there once', async () => {
    const day = '2026-01-01'
    await killedAt('REPLACE WHERE date BETWEEN', 'append', 'r1', await batch(day), day)
    await append(day)
    expect(await rows(sql`select date, views from ${visits}`)).toEqual([{ date: day, views: 1 }])
    await tidied('r1')
  })

  test('a merge: the list is the new one, and each change is kept once', async () => {
    const list = (...titles: readonly string[]) =>
      parquetOf(
        topics.columns,
        titles.map((title, at) => [String(at), title]),
      )
    const [old, next] = [await list('a', 'b'), await list('a', 'c')]
    const replace = (file: string, run: string) =>
      done(() => warehouse.replace({ table: topics, file }, () => [], scope(run)))
    await replace(old, 'r1')
    await killedAt('MERGE INTO', 'replace', 'r2', next)
    const { changes } = await replace(next, 'r2')
    const change = { kind: 'changed', key: '1', column: 'title', old: 'b', next: 'c' }
    expect(changes).toEqual([change])
    expect(await rows(sql`select title from ${topics} order by title`)).toEqual([
      { title: 'a' },
      { title: 'c' },
    ])
    expect(await rows(sql`select * from ${expression(`${site.ops}.changes`)}`)).toHaveLength(1)
    await tidied('r2')
  })

  test.each([
    ['what readers are to have', 'AS flipped', '2026-01-11'],
    ['a table that is replaced', 'CREATE OR REPLACE TABLE', '2026-01-12'],
    ['that the tables are replaced', 'SET pending = 0', '2026-01-13'],
    ['the key', 'INSERT OVERWRITE', '2026-01-14'],
  ])('a publication at %s: it is completed', async (_, statement, day) => {
    await append(day)
    const run = `p${day.replaceAll('-', '')}`
    for (const table of [daily, paths]) await warehouse.build(table, scope(run))
    await killedAt(statement, 'publish', run)
    const published = await done(() => warehouse.publish([daily, paths], KEY, scope(run)))
    expect(published.tables).toEqual(['daily', 'paths'])
    const [raw] = await rows(sql`select count(*) as n from ${visits}`)
    for (const table of [daily, paths])
      expect(await rows(sql`select count(*) as n from ${table}`)).toEqual([raw])
    const [key] = await rows(sql`select latest_data from ${keyTable}`)
    expect(key).toEqual({ latest_data: day })
    await tidied(run)
  })
})
