import { expect, test } from 'vitest'

import { oneDecimal } from '../../../../pipelines/ees/rules/one-decimal.ts'
import { evaluate } from '../../../support/app-sql.ts'

test.each([
  ['3.45', 3.5],
  ['-3.45', -3.5],
  ['0.15', 0.2],
  ['0.25', 0.3],
  ['1.05', 1.1],
  ['318.55', 318.6],
  ['2.0499999', 2],
  ['10750.857142857143', 10750.9],
  ['0', 0],
  // A tie, but for the last bit of its sum.
  ['2.0499999999999998', 2.1],
])('%s becomes %d', async (number, wanted) => {
  const rounded = (column: string) => oneDecimal(`cast(${column} as double)`)
  expect(await evaluate(rounded, [number])).toEqual([wanted])
})
