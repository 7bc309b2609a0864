import { afterAll, beforeAll, expect, test } from 'vitest'

import { addDays } from '../../pipelines/days.ts'
import { expression } from '../../pipelines/define.ts'
import { contents, look } from '../support/contents.ts'
import { historyFile } from '../support/base.ts'
import { type Pipeline, startPipeline } from '../support/pipeline.ts'

let pipeline: Pipeline
beforeAll(async () => {
  pipeline = await startPipeline({ from: historyFile })
})
afterAll(() => pipeline.close())

const EXAMPLE = '{"asOf":"2026-01-31","tables":["ees_ga4_page"]}'

test.each<[string, unknown, string[]]>([
  ['a text', 'today', ['the input', '"today"', 'one JSON object']],
  ['a number', 20_260_131, ['the input', '20260131', 'one JSON object']],
  ['a list', ['ees_ga4_page'], ['the input', '["ees_ga4_page"]', 'one JSON object']],
  ['a field that there is not', { asof: '2026-01-31' }, ['"asof"', '"2026-01-31"', '"asOf"']],
  ['a day that the calendar lacks', { asOf: '2026-02-29' }, ['"asOf"', '"2026-02-29"', 'a day']],
  ['a day in another form', { asOf: '31/01/2026' }, ['"asOf"', '"31/01/2026"', 'a day']],
  ['a day that is a number', { asOf: 20_260_131 }, ['"asOf"', '20260131', 'a day']],
  ['a day that is null', { asOf: null }, ['"asOf"', 'null', 'a day']],
  ['one table without a list', { tables: 'ees_ga4_page' }, ['"tables"', '"ees_ga4_page"', 'list']],
  ['no tables', { tables: [] }, ['"tables"', '[]', 'not empty']],
  ['a table that is no name', { tables: ['ees_ga4_page', 1] }, ['"tables"', '1', 'table names']],
  ['an empty name', { tables: [''] }, ['"tables"', '[""]', 'table names']],
])('%s fails the run at once, with what was found and an example', async (_, input, said) => {
  const { message, type, nonRetryable } = await pipeline.failure(input)
  for (const part of [...said, EXAMPLE]) expect(message).toContain(part)
  expect({ type, nonRetryable }).toEqual({ type: 'BadInput', nonRetryable: true })
})

test('a table that there is not is named, with those that there are', async () => {
  const { message } = await pipeline.failure({ tables: ['ees_ga4_pages', 'ees_ga4_page'] })
  expect(message).toContain('no table is named ees_ga4_pages.')
  expect(message).toContain('ees_ga4_page,')
})

test('a day after today is refused, with today', async () => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
  const { message } = await pipeline.failure({ asOf: addDays(today, 1) })
  expect(message).toContain(`asOf is ${addDays(today, 1)}, which is after today, ${today}`)
  expect(message).toContain(`{"asOf":"${today}"}`)
})

test('nothing was fetched, built or recorded', async () => {
  const before = await contents(pipeline.warehouse)
  expect(before['ees_ga4_page']).toMatch(/^0 rows/)
  expect(before['ees_service_summary']).toMatch(/^0 rows/)
  expect(pipeline.sandbox.requests.runReport).toBe(0)
  expect(await look(pipeline.warehouse, expression('from analytics_ops.runs'))).toEqual([])
})
