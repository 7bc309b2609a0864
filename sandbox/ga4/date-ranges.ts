import type { Day } from '../../pipelines/define.ts'
import { addDays, isDay } from '../calendar.ts'
import { invalidArgument } from '../google-error.ts'
import type { NamedWindow } from './ask.ts'
import { type Json, messages, text } from '../json.ts'

const MOST_RANGES = 4

/** Days that the API knows: after the first, before the last. */
const AFTER = '2015-08-13'
const BEFORE = '3000-01-01'

/** The date ranges of a request, with their relative days made absolute. */
export function dateRanges(request: Json, today: Day): readonly NamedWindow[] {
  const ranges = messages(request, 'dateRanges', ['startDate', 'endDate', 'name'])
  if (ranges.length === 0) throw invalidArgument('A dateRange is required.')
  if (ranges.length > MOST_RANGES)
    throw invalidArgument(
      `Requests are limited to ${MOST_RANGES} dateRanges.\n  This request contains ${ranges.length} dateRanges.`,
    )
  return ranges.map((range, place) => {
    const from = dayOf(range, 'startDate', today)
    const to = dayOf(range, 'endDate', today)
    if (from > to)
      throw invalidArgument(
        `start_date must be less than or equal to end_date. start_date = ${from} and end_date = ${to}`,
      )
    return { from, to, name: nameOf(range, place) }
  })
}

function dayOf(range: Json, key: 'startDate' | 'endDate', today: Day): Day {
  const given = text(range, key)
  const ago = /^(\d+)daysAgo$/.exec(given)?.[1]
  if (given === 'today') return today
  if (given === 'yesterday') return addDays(today, -1)
  if (ago !== undefined) return addDays(today, -Number(ago))
  if (!isDay(given) || given <= AFTER || given >= BEFORE)
    throw invalidArgument(
      `Invalid ${key} : ${given}. ${key} must be YYYY-MM-DD, NdaysAgo, yesterday, or today.`,
    )
  return given
}

function nameOf(range: Json, place: number): string {
  const name = text(range, 'name')
  if (/^(date_range_|RESERVED_)/.test(name))
    throw invalidArgument(
      `Invalid dateRange name: ${name}. Names cannot begin with date_range_ or RESERVED_.`,
    )
  return name === '' ? `date_range_${place}` : name
}
