import { expect, test } from 'vitest'

import { checkWindow } from '../../checks/window.ts'
import { searches, topics, visits } from '../support/tables.ts'

const today = '2026-01-31'

test.each([
  ['2026-01-29', '2026-01-29'],
  ['2025-06-01', '2026-01-29'],
])('%s to %s can be asked for', (from, to) => {
  expect(checkWindow(visits, { from, to }, today)).toEqual([])
})

test.each([
  ['2026-02-29', '2026-03-01', '"2026-02-29" is no day'],
  ['2026-01-01', 'today', '"today" is no day'],
  ['', '', '"" and "" is no day'],
  ['2026-01-02', '2026-01-01', 'it ends before it begins'],
  ['2025-05-31', '2026-01-01', 'the source begins on 2025-06-01'],
  ['2026-01-01', '2026-01-30', 'on 2026-01-31 days are final up to 2026-01-29'],
])('%s to %s cannot: %s', (from, to, fault) => {
  const [finding, ...rest] = checkWindow(visits, { from, to }, today)
  expect(finding).toMatchObject({ severity: 'stop', check: 'window-is-real', table: 'visits' })
  expect(finding?.message).toContain(fault)
  expect(rest).toEqual([])
})

test('each table has its own lag', () => {
  const window = { from: '2026-01-29', to: '2026-01-29' }
  expect(checkWindow(searches, window, today)).toHaveLength(1)
})

test('a list has no window', () => {
  const window = { from: '2026-01-01', to: '2026-01-01' }
  expect(checkWindow(topics, window, today)[0]?.message).toContain('not filled by the day')
})
