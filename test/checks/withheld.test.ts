import { expect, test } from 'vitest'

import { checkWithheld, type Withheld } from '../../checks/withheld.ts'
import { visits } from '../support/tables.ts'

const whole: Withheld = { otherRow: false, thresholded: false, truncated: [] }
const window = { from: '2026-01-05', to: '2026-01-07' }
const check = (withheld: Partial<Withheld>) =>
  checkWithheld(visits, window, { ...whole, ...withheld })

test('a whole answer has no findings', () => {
  expect(check({})).toEqual([])
  expect(check({ sampledShare: 1 })).toEqual([])
})

test.each([
  ['no-other-row', { otherRow: true }, '(other)'],
  ['not-thresholded', { thresholded: true }, 'small numbers'],
  ['not-sampled', { sampledShare: 0.4567 }, '45.6 % of the events'],
  ['not-truncated', { truncated: ['QUOTA', 'SCHEMA'] }, '(QUOTA, SCHEMA)'],
])('%s is kept for every day of the window', (name, withheld, words) => {
  const [finding, ...rest] = check(withheld)
  expect(finding).toMatchObject({
    severity: 'warn',
    check: name,
    table: 'visits',
    day: '2026-01-05',
    count: 3,
  })
  expect(finding?.message).toContain(words)
  expect(finding?.message).toContain('2026-01-05 to 2026-01-07')
  expect(rest).toEqual([])
})

test('all that was withheld is said', () => {
  const all = { otherRow: true, thresholded: true, sampledShare: 0.1, truncated: ['X'] }
  expect(check(all)).toHaveLength(4)
})
