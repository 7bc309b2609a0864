import { expect, test } from 'vitest'

import { expression } from '../../pipelines/define.ts'
import type { Warehouse } from '../../activities/warehouse/warehouse.ts'
import { contents, differences, keyRow, look } from '../support/contents.ts'
import { pipelineOfTest } from '../support/pipeline.ts'
import { tamperedPipeline } from '../support/tampered.ts'

const NEXT = '2023-11-15'

/** The last run, as it was kept. */
async function lastRun(warehouse: Warehouse) {
  const [run] = await look(
    warehouse,
    expression('from analytics_ops.runs order by started_at desc limit 1'),
  )
  return run
}

test('one step that fails stops what reads it, all else is published, and the key waits', async () => {
  const pipeline = await pipelineOfTest({ asking: { pageRows: 3 } })
  const { sandbox, warehouse } = pipeline
  const [before, key] = [await contents(warehouse), await keyRow(warehouse)]
  sandbox.faults.add({ kind: 'slow', seconds: 0, table: 'ees_ga4_page' })
  sandbox.faults.add({ kind: 'unauthorised', table: 'ees_ga4_page' })

  const input = {
    asOf: NEXT,
    tables: ['ees_ga4_page', 'ees_ga4_service_summary', 'ees_search_console'],
  }
  const { message, type, nonRetryable } = await pipeline.failure(input)
  expect({ type, nonRetryable }).toEqual({ type: 'StepsFailed', nonRetryable: true })
  expect(message).toMatch(/^1 of 7 steps failed; 3 tables were published/)
  expect(message).toContain('ees_ga4_page: Reading ees_ga4_page from GA4 property 369420610')
  expect(message).toContain('Google answered 401')
  expect(message).toContain('GOOGLE_APPLICATION_CREDENTIALS')
  expect(message).toContain('Not built for want of these: ees_publication_summary.')
  expect(await lastRun(warehouse)).toMatchObject({ state: 'failed', message, latest_data: null })

  const after = await contents(warehouse)
  const unchanged = Object.keys(after).filter((name) => after[name] === before[name])
  expect(unchanged).toEqual(expect.arrayContaining(['ees_ga4_page', 'ees_publication_summary']))
  for (const table of ['ees_service_summary', 'ees_search_console_timeseries'])
    expect(unchanged).not.toContain(table)
  // The service's summary is a day ahead of the publications': nobody may be told of that day.
  expect(await keyRow(warehouse)).toEqual(key)
  expect(await warehouse.stagedRuns()).toEqual([])

  const status = await pipeline.update(input)
  expect(status.published).toMatchObject({ latestData: '2023-11-13', keyMoved: true })
  const calm = await pipelineOfTest()
  await calm.update(input)
  expect(await differences(warehouse, calm.warehouse)).toEqual([])
})

test('an account that may not read is told what to grant, and tried once', async () => {
  const { warehouse, sandbox, failure } = await pipelineOfTest({
    settings: { SEARCH_CONSOLE_SITE_URL: 'https://elsewhere.example/' },
  })
  const before = await contents(warehouse)
  const { message } = await failure({ asOf: NEXT, tables: ['ees_search_console'] })
  expect(message).toContain('1 of 3 steps failed; 0 tables were published')
  expect(message).toContain('Google answered 403')
  expect(message).toContain('Users and permissions')
  expect(message).toContain(
    'Not built for want of these: ees_search_console_queries, ees_search_console_timeseries.',
  )
  expect(sandbox.requests.searchAnalytics).toBe(1)
  expect(await contents(warehouse)).toEqual(before)
})

test('an event category that no rule knows stops the two tables that need it, and is named', async () => {
  const { warehouse, sandbox, failure } = await pipelineOfTest()
  const before = await contents(warehouse)
  sandbox.faults.add({ kind: 'unknown-category', table: 'ees_ga4_events' })
  const { message } = await failure({ asOf: NEXT, tables: ['ees_ga4_events'] })
  expect(message).toMatch(/^2 of \d+ steps failed/)
  for (const table of ['ees_service_accordions', 'ees_publication_accordions'])
    expect(message).toContain(`${table}: Building ${table} was stopped`)
  expect(message).toContain('Release Atlas')
  expect(message).toContain('Not built for want of these: ees_publication_summary.')

  const after = await contents(warehouse)
  const stopped = [
    'ees_service_accordions',
    'ees_publication_accordions',
    'ees_publication_summary',
  ]
  for (const table of stopped) expect(after[table]).toBe(before[table])
  for (const table of ['ees_ga4_events', 'ees_session_starts', 'ees_service_downloads'])
    expect(after[table]).not.toBe(before[table])
  const findings = await look(
    warehouse,
    expression(
      `select table_name, check_name, severity, examples from analytics_ops.findings
       where severity = 'stop' order by table_name`,
    ),
  )
  expect(findings).toMatchObject([
    { table_name: 'ees_publication_accordions', check_name: 'all-classified' },
    { table_name: 'ees_service_accordions', check_name: 'all-classified' },
  ])
  for (const { examples } of findings) expect(examples).toContain('Release Atlas')
})

test.each([
  ['newest-is-last', '2023-11-16', { kind: 'missing-day' }],
  ['no-missing-day', '2023-11-17', { kind: 'missing-day', day: '2023-11-14' }],
] as const)('a day that GA4 lacks stops its table (%s)', async (check, asOf, fault) => {
  const { warehouse, sandbox, failure } = await pipelineOfTest()
  const before = await contents(warehouse)
  sandbox.faults.add({ ...fault, table: 'ees_ga4_hourly' })
  const { message } = await failure({ asOf, tables: ['ees_ga4_hourly'] })
  expect(message).toContain(`[${check}]`)
  expect(message).toContain('2023-11-14')
  expect(await contents(warehouse)).toEqual(before)
})

test('a day that Search Console lacks is recorded, and the rest appended', async () => {
  const { warehouse, sandbox, update } = await pipelineOfTest()
  sandbox.faults.add({ kind: 'slow', seconds: 0, table: 'ees_search_console' })
  sandbox.faults.add({ kind: 'missing-day', table: 'ees_search_console' })
  const status = await update({ asOf: '2023-11-17', tables: ['ees_search_console'] })
  expect(status.steps[0]).toMatchObject({ state: 'appended', to: '2023-11-14' })
  const days = expression(
    `select distinct date from analytics_raw.ees_search_console where date > date '2023-11-11' order by date`,
  )
  expect(await look(warehouse, days)).toEqual([{ date: '2023-11-12' }, { date: '2023-11-14' }])
  const found = expression(
    `select day, count, check_name from analytics_ops.findings
     where table_name = 'ees_search_console' and severity = 'warn' and window_from > date '2023-11-11'`,
  )
  expect(await look(warehouse, found)).toContainEqual({
    day: '2023-11-13',
    count: 1,
    check_name: 'no-missing-day',
  })
})

test('a row that lacks a value stops its table', async () => {
  const { warehouse, sandbox, failure } = await pipelineOfTest()
  const before = await contents(warehouse)
  for (const table of ['ees_ga4_hourly', 'ees_search_console'] as const)
    sandbox.faults.add({ kind: 'missing-value', table })
  const { message } = await failure({
    asOf: NEXT,
    tables: ['ees_ga4_hourly', 'ees_search_console'],
  })
  expect(message).toMatch(/^2 of 4 steps failed/)
  expect(await contents(warehouse)).toEqual(before)
})

test('a list of publications that contradicts itself stops the list', async () => {
  const { warehouse, sandbox, failure } = await pipelineOfTest()
  const before = await contents(warehouse)
  sandbox.site.fail({ kind: 'disagreement' })
  const { message } = await failure({ asOf: NEXT, tables: ['ees_pub_scrape'] })
  expect(message).toMatch(/^1 of \d+ steps failed; 0 tables were published/)
  expect(message).toContain('Wanted is the same list in both')
  expect(await contents(warehouse)).toEqual(before)
})

test('a run that cannot publish says why, and publishes nothing', async () => {
  const { warehouse, failure, update, tamper } = await tamperedPipeline([])
  const before = await contents(warehouse)
  await tamper('ALTER TABLE analytics_app.ees__last_updated ADD COLUMN mine INTEGER')
  const input = { asOf: NEXT, tables: ['ees_ga4_time_on_page'] }
  const { message, type } = await failure(input)
  expect(type).toBe('StepsFailed')
  expect(message).toMatch(
    /^publish: What was built could not be published\. Running "INSERT INTO .*ees__last_updated/m,
  )
  expect(await lastRun(warehouse)).toMatchObject({ state: 'failed' })
  expect(await warehouse.stagedRuns()).toEqual([])
  const after = await contents(warehouse)
  const changed = Object.keys(after).filter((name) => after[name] !== before[name])
  expect(changed).toEqual(['ees_ga4_time_on_page'])

  await tamper('ALTER TABLE analytics_app.ees__last_updated DROP COLUMN mine')
  expect((await update(input)).published?.tables).toHaveLength(2)
})
