import type { Day, Window } from './define.ts'

const MILLISECONDS = 86_400_000

/** Days are counted at midnight UTC, where none is longer than another. */
const numberOf = (day: Day): number => {
  if (!isDay(day)) throw new RangeError(`"${day}" is no day; wanted is one like 2026-01-31.`)
  return Date.parse(day) / MILLISECONDS
}

/** Days once written: the checks ask for the same few thousand again with every window. */
const written = new Map<number, Day>()

function dayOf(number: number): Day {
  const known = written.get(number)
  if (known !== undefined) return known
  const day = new Date(number * MILLISECONDS).toISOString().slice(0, 10)
  written.set(number, day)
  return day
}

/** Whether text is a day of the calendar: `2026-02-29` and `2026-2-1` are none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  // The parser lets 30 February pass as 2 March.
  const time = Date.parse(text)
  return !Number.isNaN(time) && dayOf(time / MILLISECONDS) === text
}

/** The day `count` days after, or before where `count` is negative. Throws a `RangeError` where `day` is none. */
export const addDays = (day: Day, count: number): Day => dayOf(numberOf(day) + count)

/** Days from one to the other: 1 from a day to the next, negative backwards, 0 for the same. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)

/** Every day of a window in order; none where it ends before it begins. */
export function eachDay({ from, to }: Window): Day[] {
  const first = numberOf(from)
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, at) =>
    dayOf(first + at),
  )
}

/** The same days in windows of at most `most` days, in order; only the last may be shorter. */
export function splitWindow({ from, to }: Window, most: number): Window[] {
  if (!Number.isInteger(most) || most < 1)
    throw new RangeError(`Windows of at most ${most} days; wanted is a whole number from 1.`)
  const count = Math.max(0, Math.ceil((daysBetween(from, to) + 1) / most))
  return Array.from({ length: count }, (_, at) => {
    const start = addDays(from, at * most)
    const end = addDays(start, most - 1)
    return { from: start, to: end < to ? end : to }
  })
}

/** Days, in any order, as the fewest windows that hold them and no other. */
export function stretches(days: Iterable<Day>): Window[] {
  const windows: { from: Day; to: Day }[] = []
  for (const day of [...new Set(days)].sort()) {
    const last = windows.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else windows.push({ from: day, to: day })
  }
  return windows
}

/** A window as a person reads it: `2026-01-31`, or `2026-01-30 to 2026-01-31`. */
export const showWindow = ({ from, to }: Window): string =>
  from === to ? from : `${from} to ${to}`
