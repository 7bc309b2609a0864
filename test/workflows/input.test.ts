import { describe, expect, test } from 'vitest'

import { parseDailyUpdateInput } from '../../workflows/daily-update-input.ts'

describe('parseDailyUpdateInput()', () => {
  test.each([undefined, null, {}])('takes %j as a run of today', (input) => {
    expect(parseDailyUpdateInput(input)).toEqual({})
  })

  test('takes a day and tables', () => {
    const input = { asOf: '2026-01-31', tables: ['ees_ga4_page'] }
    expect(parseDailyUpdateInput(input)).toEqual(input)
  })

  test.each([
    ['a list', [], 'the input is [], wanted is one JSON object'],
    ['text', '2026-01-31', 'the input is "2026-01-31"'],
    ['an unknown field', { asof: '2026-01-31' }, 'the field "asof"'],
    ['a day that is none', { asOf: '2026-02-30' }, 'the field "asOf" is "2026-02-30"'],
    ['a day as a number', { asOf: 20260131 }, 'the field "asOf" is 20260131'],
    ['one table as text', { tables: 'ees_ga4_page' }, 'a list of table names'],
    ['no tables at all', { tables: [] }, 'not empty'],
    ['a table without a name', { tables: ['ees_ga4_page', ''] }, 'a list of table names'],
  ])('refuses %s, with an example', (_, input, message) => {
    expect(() => parseDailyUpdateInput(input)).toThrow(message)
    expect(() => parseDailyUpdateInput(input)).toThrow('For example: {"asOf":"2026-01-31"')
  })

  test('fails the workflow, not its task', () => {
    expect(() => parseDailyUpdateInput({ x: 1 })).toThrow(
      expect.objectContaining({ type: 'BadInput', nonRetryable: true }),
    )
  })
})
