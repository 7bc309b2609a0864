import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { DuckDbFile } from '../../activities/warehouse/duckdb-file.ts'
import { baseFile } from '../support/base.ts'
import { contents, keyRow } from '../support/contents.ts'
import { openPipeline } from '../support/open-pipeline.ts'
import { blocksIn, RUNBOOK, runbookEntry } from '../support/runbook.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const TABLE = 'ees_ga4_page'
const DAYS = { from: '2023-11-01', to: '2023-11-03', tables: [TABLE] }

/** A pipeline whose page views of two days are not those of the source, with a shell on its file. */
async function wrongDays() {
  const path = join(temporaryFolder(), 'ees.duckdb')
  await copyFile(await baseFile(), path)
  const file = await DuckDbFile.open(path)
  onTestFinished(() => file.close())
  const run = (statement: string) => file.session((session) => session.run(statement))
  await run(
    `UPDATE analytics_raw.${TABLE} SET pageviews = pageviews + 1000 WHERE date BETWEEN DATE '2023-11-01' AND DATE '2023-11-02'`,
  )
  const pipeline = await openPipeline(path)
  onTestFinished(() => pipeline.close())
  const rows = (statement: string) => file.session((session) => session.rows(statement))
  return { ...pipeline, run, rows }
}

const [changes = ''] = blocksIn(runbookEntry('Past days have wrong numbers'), 'sql')
const [putBack = ''] = blocksIn(runbookEntry('Replaced days are wanted back'), 'sql')

test('puts replaced days back, and the app tables follow; tells of each day what a replacement changed', async () => {
  const { warehouse, update, startBackfill, run, rows } = await wrongDays()
  const asOf = '2023-11-14'
  // A backfill builds of what is there then.
  await run(`INSERT INTO analytics_ops.writes VALUES ('${TABLE}', 'by hand', now()::TIMESTAMP, 0)`)
  await update({ asOf, tables: [TABLE] })
  const wrong = await contents(warehouse)

  await (await startBackfill({ ...DAYS, mode: 'replace' })).result()
  const right = await contents(warehouse)
  expect(right[TABLE]).not.toBe(wrong[TABLE])
  expect(right['ees_publication_summary']).not.toBe(wrong['ees_publication_summary'])
  const told = await rows(changes)
  expect(told).toMatchObject([
    { table_name: TABLE, day: '2023-11-01', added: 0, gone: 0 },
    { table_name: TABLE, day: '2023-11-02', added: 0, gone: 0 },
  ])

  await run(putBack.replaceAll('RUN_ID', String(told[0]?.['run_id'])))
  await update({ asOf, tables: [TABLE] })
  expect(await contents(warehouse)).toEqual(wrong)
})

test('leaves a day that had no rows before the replacement', async () => {
  const { startBackfill, run, rows } = await wrongDays()
  await run(`DELETE FROM analytics_raw.${TABLE} WHERE date = DATE '2023-11-03'`)
  await (await startBackfill({ ...DAYS, mode: 'replace' })).result()
  const views = `SELECT date, sum(pageviews) AS views FROM analytics_raw.${TABLE}
    WHERE date BETWEEN DATE '2023-11-01' AND DATE '2023-11-03' GROUP BY date ORDER BY date`
  const fetched = await rows(views)
  const [{ run_id = '' } = {}] = await rows(changes)
  await run(putBack.replaceAll('RUN_ID', String(run_id)))
  const now = await rows(views)
  expect(now).toHaveLength(3)
  expect(now[2]).toEqual(fetched[2])
  for (const at of [0, 1])
    expect(Number(now[at]?.['views'])).toBeGreaterThan(Number(fetched[at]?.['views']))
})

test('looks into the warehouse', async () => {
  const { warehouse, sandbox, failure, rows } = await wrongDays()
  sandbox.faults.add({ kind: 'missing-day', table: 'ees_ga4_hourly' })
  await failure({ asOf: '2023-11-15', tables: ['ees_ga4_hourly'] })
  const [, last = ''] = RUNBOOK.split('## Look into the warehouse')
  const [runs, steps, findings] = await Promise.all(blocksIn(last, 'sql').map(rows))
  expect(runs?.[0]).toMatchObject({ as_of: '2023-11-15', state: 'failed' })
  expect(steps).toMatchObject([{ step: 'ees_ga4_hourly', state: 'failed' }])
  expect(findings?.[0]).toMatchObject({ table_name: 'ees_ga4_hourly', severity: 'stop' })

  const [key = ''] = blocksIn(runbookEntry('The dashboard shows yesterday'), 'sql')
  expect(await rows(key)).toEqual([await keyRow(warehouse)])
})
