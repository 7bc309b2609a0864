import { eachDay, showWindow, stretches } from '../../pipelines/days.ts'
import { type AppTable, type Day, expression, sql } from '../../pipelines/define.ts'
import { stop } from '../finding.ts'
import { type AppCheck, dayOf } from './app-check.ts'

/** Every day from `since` to the newest has rows. */
export function noMissingDay(table: AppTable): AppCheck[] {
  const { since } = table
  if (!since) return []
  const from =
    since === 'own-first-day' ? sql`` : sql` where date >= ${expression('DATE')} ${since}`
  return [
    {
      name: 'no-missing-day',
      facts: sql`select distinct date as day from ${table}${from}`,
      judge: (rows) => judge(table, since, new Set(rows.flatMap(({ day }) => dayOf(day) ?? []))),
    },
  ]
}

function judge(table: AppTable, since: Day | 'own-first-day', days: ReadonlySet<Day>) {
  const sorted = [...days].sort()
  const from = since === 'own-first-day' ? sorted[0] : since
  if (!from) return []
  // A table without any day lacks at least the first.
  const missing = eachDay({ from, to: sorted.at(-1) ?? from }).filter((day) => !days.has(day))
  const [first] = missing
  if (first === undefined) return []
  return [
    stop('no-missing-day', {
      table: table.name,
      day: first,
      count: missing.length,
      examples: stretches(missing).map(showWindow),
      message: `${table.name} has no row for ${missing.length} days; wanted is every day from ${from} to its newest. Look which of the tables it reads lacks them, and fill that first.`,
    }),
  ]
}
