import { showWindow, stretches } from '../../pipelines/days.ts'
import { type AppTable, type Day, sql } from '../../pipelines/define.ts'
import type { Row } from '../facts.ts'
import { type Finding, stop, warn } from '../finding.ts'
import { type AppCheck, dayOf, isDated } from './app-check.ts'
import { inputOf } from './input-of.ts'

/**
 * The table ends on the newest day of its input, and has the others too where it begins with it. A table that conserves
 * a sum is held to every day of its input already.
 */
export function daysOfInput(table: AppTable): AppCheck[] {
  const input = isDated(table) && !table.conserves?.length ? inputOf(table, ['date']) : undefined
  if (!input) return []
  return [
    {
      name: 'newest-as-expected',
      holds: `The newest day is that of what it reads${table.since === 'own-first-day' ? '; a day of that without rows here is a warning' : ''}.`,
      facts: sql`
        select day, max(wanted) as wanted, max(found) as found
        from (
          select date as day, 1 as wanted, 0 as found from (${input}) as dates
          union all
          select date as day, 0 as wanted, 1 as found from ${table}
        ) as sides
        group by day
        order by day
      `,
      judge: (rows) => {
        const [wanted, found] = [daysWith(rows, 'wanted'), daysWith(rows, 'found')]
        const holes = table.since === 'own-first-day' ? wanted.filter(not(found)) : []
        return [...newest(table, wanted.at(-1), found.at(-1)), ...lacking(table, holes)]
      },
    },
  ]
}

const daysWith = (rows: readonly Row[], side: 'wanted' | 'found'): Day[] =>
  rows.filter((row) => row[side] === 1).flatMap(({ day }) => dayOf(day) ?? [])

const not = (days: readonly Day[]) => {
  const known = new Set(days)
  return (day: Day): boolean => !known.has(day)
}

function newest(table: AppTable, wanted: Day | undefined, found: Day | undefined): Finding[] {
  if (found === wanted) return []
  const [is, should] = [found ?? 'no date', wanted ?? 'no date']
  return [
    stop('newest-as-expected', {
      table: table.name,
      day: wanted ?? found ?? null,
      count: 1,
      examples: [`${is} instead of ${should}`],
      message: `${table.name} ends on ${is}, what it reads on ${should}; wanted is the same day. Look for a filter or a join in its SQL that drops the newest rows.`,
    }),
  ]
}

/** A filter may leave nothing of a quiet day, and such a day would stop the table for ever. */
function lacking(table: AppTable, days: readonly Day[]): Finding[] {
  const [first] = days
  if (first === undefined) return []
  return [
    warn('no-missing-day', {
      table: table.name,
      day: first,
      count: days.length,
      examples: stretches(days).map(showWindow),
      message: `${table.name} has no row for ${days.length} days that its input has; wanted is every one. Look whether its SQL was right to leave out all rows of these days.`,
    }),
  ]
}
