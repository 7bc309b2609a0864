import { expect, it } from 'vitest'

import { siteDay } from '../../../activities/sources/site-day.ts'

it.each([
  ['5 Mar 2025', '2025-03-05'],
  ['31 Dec 2024', '2024-12-31'],
  ['05 Mar 2025', '2025-03-05'],
  ['29 Feb 2024', '2024-02-29'],
  ['1 Sept 2025', '2025-09-01'],
  ['1 September 2025', '2025-09-01'],
])('reads %s', (text, day) => {
  expect(siteDay(text)).toBe(day)
})

it.each([
  '',
  '5 Mar',
  'Mar 5 2025',
  '2025-03-05',
  '5 Mai 2025',
  '29 Feb 2025',
  '32 Jan 2025',
  '5 Mar 2025 9:30am',
])('takes "%s" for no day', (text) => {
  expect(siteDay(text)).toBeUndefined()
})
