import { eachDay, showWindow, stretches } from '../../pipelines/days.ts'
import { type AppTable, type Day, expression, sql } from '../../pipelines/define.ts'
import { stop } from '../finding.ts'
import { type AppCheck, dayOf } from './app-check.ts'

/** Every day from a fixed first one to the newest has rows. */
export function noMissingDay(table: AppTable): AppCheck[] {
  const { since } = table
  if (!since || since === 'own-first-day') return []
  return [
    {
      name: 'no-missing-day',
      holds: `Every day from ${since} to the newest has rows.`,
      facts: sql`select distinct date as day from ${table} where date >= ${expression('DATE')} ${since}`,
      judge: (rows) => judge(table, since, new Set(rows.flatMap(({ day }) => dayOf(day) ?? []))),
    },
  ]
}

function judge(table: AppTable, since: Day, days: ReadonlySet<Day>) {
  // A table without any day lacks at least the first.
  const newest = [...days].reduce((last, day) => (day > last ? day : last), since)
  const missing = eachDay({ from: since, to: newest }).filter((day) => !days.has(day))
  const [first] = missing
  if (first === undefined) return []
  return [
    stop('no-missing-day', {
      table: table.name,
      day: first,
      count: missing.length,
      examples: stretches(missing).map(showWindow),
      message: `${table.name} has no row for ${missing.length} days; wanted is every day from ${since} to its newest. Look which of the tables it reads lacks them, and fill that first.`,
    }),
  ]
}
