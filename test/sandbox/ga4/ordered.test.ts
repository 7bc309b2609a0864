import { expect, it } from 'vitest'

import type { OrderBy } from '../../../sandbox/ga4/ask.ts'
import { Ordered } from '../../../sandbox/ga4/ordered.ts'
import { tableOf } from '../../../sandbox/ga4/table.ts'
import { random } from '../../../sandbox/random.ts'

/** The values in the order asked for. */
function sorted(values: readonly string[], by: OrderBy['by'], descending = false): string[] {
  const rows = { count: values.length, dimensions: { field: values }, metrics: {} }
  const fields = {
    dimensions: ['field'],
    metrics: [],
    orderBys: [{ field: 'field', by, descending }],
  }
  const ordered = new Ordered({
    table: tableOf([{ rows, constants: {} }], fields),
    fields,
    rows: Uint32Array.from(values.keys()),
  })
  return [...ordered.page(0, values.length, random('test'))].map((row) => values[row] ?? '')
}

it('puts capitals before small letters, and digits before both', () => {
  expect(sorted(['b', 'z', 'A', '2', 'X'], 'text')).toEqual(['2', 'A', 'X', 'b', 'z'])
})

it('goes by code point, not by UTF-16 unit', () => {
  expect(sorted(['\u{1F600}', '\uFF5E'], 'text')).toEqual(['\uFF5E', '\u{1F600}'])
})

it('leaves capitals aside when asked to', () => {
  expect(sorted(['z', 'b', 'X', 'A', '2'], 'text without case')).toEqual(['2', 'A', 'b', 'X', 'z'])
})

it('puts what is no number below every number', () => {
  expect(sorted(['100', '25', '(not set)', '-3'], 'number')).toEqual([
    '(not set)',
    '-3',
    '25',
    '100',
  ])
  expect(sorted(['100', '25', '(not set)'], 'number', true)).toEqual(['100', '25', '(not set)'])
})
