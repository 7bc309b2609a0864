import { type AppTable, join, sql } from '../pipelines/define.ts'
import { type AppCheck, dayOf } from './app/app-check.ts'
import { stop } from './finding.ts'

/** Whether the cache key may move: the tables it promises end on the same day. */
export function newestAgree(key: string, promises: readonly AppTable[]): AppCheck {
  const newest = promises.map(
    (table) => sql`select ${table.name} as name, max(date) as newest from ${table}`,
  )
  return {
    name: 'newest-agree',
    holds: `${promises.map(({ name }) => name).join(' and ')} end on the same day.`,
    facts: sql`select name, newest from (${join(newest, ' union all ')}) as promised order by newest, name`,
    judge: (rows) => {
      const days = new Set(rows.map(({ newest: day }) => dayOf(day)))
      if (days.size === 1 && !days.has(null)) return []
      const examples = rows.map(({ name, newest: day }) => `${name}: ${day ?? 'no date'}`)
      return [
        stop('newest-agree', {
          table: key,
          day: dayOf(rows.find(({ newest: day }) => day !== null)?.['newest']),
          count: days.size,
          examples,
          message: `The tables that ${key} promises end on ${days.size > 1 ? 'different days' : 'no date at all'} (${examples.join(', ')}); wanted is one day. The key stays as it was: mend the table that lags, then run the update again.`,
        }),
      ]
    },
  }
}
