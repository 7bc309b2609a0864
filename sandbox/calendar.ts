import type { Day, Window } from '../pipelines/define.ts'

const DAY_MS = 86_400_000

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** The day that is so many days after 1970-01-01. */
export const dayOf = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** The day so many days later, or earlier. */
export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days)

/** Every day of a window, in order; none where it ends before it starts. */
export function daysOf({ from, to }: Window): readonly Day[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, at) =>
    dayOf(first + at),
  )
}

/** Whether a text is a day of the calendar, as `2026-01-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** The day it is in London now. */
export function londonToday(): Day {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())
}
