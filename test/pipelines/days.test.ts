import { expect, test } from 'vitest'

import {
  addDays,
  daysBetween,
  eachDay,
  isDay,
  showWindow,
  splitWindow,
  stretches,
} from '../../pipelines/days.ts'

test.each(['2026-01-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
  '%s is a day',
  (text) => expect(isDay(text)).toBe(true),
)

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-1-1',
  '20260101',
  '2026-01-01T00:00:00Z',
  ' 2026-01-01',
  '2026-01-01\n',
  'yesterday',
  '',
])('%j is no day', (text) => expect(isDay(text)).toBe(false))

test('days are added over ends of months, leap days and changes of the clock', () => {
  expect(addDays('2026-01-31', 1)).toBe('2026-02-01')
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
})

test('days between are signed, and whole where the clock changes', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2)
  expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366)
})

test('arithmetic with what is no day says so', () => {
  expect(() => addDays('2026-02-30', 1)).toThrow('"2026-02-30" is no day')
  expect(() => daysBetween('2026-01-01', 'today')).toThrow('"today" is no day')
})

test('each day of a window, both ends included', () => {
  expect(eachDay({ from: '2024-02-28', to: '2024-03-01' })).toEqual([
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ])
  expect(eachDay({ from: '2024-03-01', to: '2024-02-28' })).toEqual([])
})

test('a window is split without gap or overlap', () => {
  expect(splitWindow({ from: '2026-01-01', to: '2026-03-04' }, 31)).toEqual([
    { from: '2026-01-01', to: '2026-01-31' },
    { from: '2026-02-01', to: '2026-03-03' },
    { from: '2026-03-04', to: '2026-03-04' },
  ])
  expect(splitWindow({ from: '2026-01-01', to: '2026-01-31' }, 31)).toHaveLength(1)
  expect(splitWindow({ from: '2026-01-02', to: '2026-01-01' }, 31)).toEqual([])
  expect(() => splitWindow({ from: '2026-01-01', to: '2026-01-31' }, 0)).toThrow('at most 0 days')
})

test('days make windows, whatever their order', () => {
  expect(stretches(['2026-01-03', '2026-01-01', '2026-01-02', '2026-01-05', '2026-01-02'])).toEqual(
    [
      { from: '2026-01-01', to: '2026-01-03' },
      { from: '2026-01-05', to: '2026-01-05' },
    ],
  )
  expect(stretches([])).toEqual([])
})

test('a window reads as one day or as two', () => {
  expect(showWindow({ from: '2026-01-01', to: '2026-01-01' })).toBe('2026-01-01')
  expect(showWindow({ from: '2026-01-01', to: '2026-01-02' })).toBe('2026-01-01 to 2026-01-02')
})
