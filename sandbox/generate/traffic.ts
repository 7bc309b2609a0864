import type { Day } from '../../pipelines/define.ts'
import { dayNumber } from '../calendar.ts'
import { random } from '../random.ts'

/** From Sunday on; the week's end has half of a working day. */
const WEEKDAYS = [0.53, 1, 1.07, 1.06, 1.02, 0.87, 0.47]

/** From January on: results in autumn, quiet in August and December. */
const MONTHS = [1.06, 0.97, 1.1, 0.88, 0.96, 1.12, 1.02, 0.86, 0.98, 1.1, 1.18, 0.78]

/** How busy a day is; 1 is an ordinary working day. */
export function traffic(seed: number, day: Day): number {
  const date = new Date(`${day}T00:00:00Z`)
  const week = WEEKDAYS[date.getUTCDay()] ?? 1
  const season = isHoliday(date) ? 0.35 : (MONTHS[date.getUTCMonth()] ?? 1)
  return week * season * (0.93 + 0.14 * random(seed, 'traffic', day).next())
}

/**
 * How much a publication is read on a day; 1 is its usual share. A release brings several times that for some days.
 */
export function attention(released: number, day: Day): number {
  const age = (((dayNumber(day) - released) % 365) + 365) % 365
  return 0.5 + 12 * Math.exp(-age / 12)
}

function isHoliday(date: Date): boolean {
  const day = date.getUTCDate()
  return date.getUTCMonth() === 11 ? day >= 24 : date.getUTCMonth() === 0 && day === 1
}
