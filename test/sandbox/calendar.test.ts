import { expect, it } from 'vitest'

import { addDays, daysOf, isDay } from '../../sandbox/calendar.ts'

it('lists the days of a window, over the end of a leap February', () => {
  expect(daysOf({ from: '2024-02-28', to: '2024-03-01' })).toEqual([
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ])
  expect(daysOf({ from: '2024-03-02', to: '2024-03-01' })).toEqual([])
})

it('counts days across the change of the clocks', () => {
  expect(addDays('2024-03-30', 2)).toBe('2024-04-01')
  expect(addDays('2024-10-28', -2)).toBe('2024-10-26')
})

it.each(['2024-02-30', '2023-02-29', '2024-1-1', '20240101', 'today', ''])(
  '%j is no day',
  (text) => {
    expect(isDay(text)).toBe(false)
  },
)

it('knows a day', () => {
  expect(isDay('2024-02-29')).toBe(true)
})
