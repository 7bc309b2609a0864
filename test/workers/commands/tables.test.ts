import { expect, test } from 'vitest'

import { tables } from '../../../workers/commands/tables.ts'
import { ees } from '../../support/ees.ts'
import { refusal } from '../../support/refusal.ts'

test('lists every table', async () => {
  const { code, stdout } = await ees(['tables'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}ees_ga4_page +Views, sessions and engagement/m)
  expect(stdout).toMatch(/^ {2}ees__last_updated +One row/m)
})

test('says all about one', async () => {
  const { code, stdout } = await ees(['tables', 'ees_service_summary'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ees_service_summary\n.*\n\n {2}Reads +ees_ua_service_summary, /)
  expect(stdout).toMatch(/^ {2}pagesPerSession +DOUBLE +pages per session +`pageviews` for each/m)
})

test('names the nearest tables where there is none of the name', async () => {
  const { code, stdout, stderr } = await ees(['tables', 'ees_service_sumary'])
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/"ees_service_sumary" is no table; the nearest are ees_service_summary, /)
})

test('shows the SQL of one table, with the names that the settings give', async () => {
  const args = ['tables', 'ees_session_starts', '--sql', 'databricks', '--as-of', '2026-01-31']
  const { code, stdout } = await ees(args, { EES_CATALOG: 'other', EES_RAW_SCHEMA: 'given' })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^-- ees_session_starts on 2026-01-31\n/)
  expect(stdout).toContain('`other`.`given`.`ees_ga4_events`')
})

test('shows the SQL of all app tables in build order', async () => {
  const { stdout } = await ees(['tables', '--sql', 'duckdb'])
  const order = [...stdout.matchAll(/^-- (\w+) on /gm)].map(([, name]) => name)
  expect(order).toHaveLength(new Set(order).size)
  expect(order.indexOf('ees_session_starts')).toBeLessThan(order.indexOf('ees_publication_summary'))
})

test.each([
  [['ees_ga4_page', '--sql', 'duckdb'], /no SQL makes ees_ga4_page; wanted is an app table/],
  [['ees_session_starts', '--sql', 'oracle'], /Allowed choices are duckdb, databricks/],
])('refuses %j', async (args, message) => {
  expect(await refusal(tables, args)).toMatch(message)
})
