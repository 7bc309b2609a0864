import type { DayChange, ReplaceDaysFacts } from '../../checks/facts.ts'
import type { RawTable } from '../../pipelines/define.ts'
import { keyOf, sameKey, type NowAndNext } from './changes.ts'
import type { Dialect } from './dialect.ts'
import type { Statements } from './statements.ts'

/**
 * The days on which two versions differ. Every row of the table that the batch has no row for counts as gone, also one
 * that stands twice in the table and once in the batch.
 */
export async function daysCompared(
  session: Statements,
  { table, now, next }: NowAndNext,
  { staged, before }: Pick<ReplaceDaysFacts, 'staged' | 'before'>,
): Promise<readonly DayChange[]> {
  const { dialect } = session
  const rows = await session.rows(
    `SELECT coalesce(next.date, now.date) AS day,
       count(*) FILTER (WHERE now.there IS NULL) AS added,
       count(*) FILTER (WHERE now.there AND next.there AND (${differs(dialect, table)})) AS changed
     FROM (SELECT *, true AS there FROM ${now}) AS now
     FULL OUTER JOIN (SELECT *, true AS there FROM ${next}) AS next
       ON now.date = next.date AND ${sameKey(dialect, table)}
     GROUP BY day ORDER BY day`,
  )
  return rows
    .map(({ day, added, changed }) => ({
      day: String(day),
      added: Number(added),
      changed: Number(changed),
      gone: (before.get(String(day)) ?? 0) - (staged.get(String(day)) ?? 0) + Number(added),
    }))
    .filter(({ added, changed, gone }) => added > 0 || changed > 0 || gone > 0)
}

/** Whether two rows of the same key have other values. */
function differs({ identifier }: Dialect, table: RawTable): string {
  const key = keyOf(table)
  const others = Object.keys(table.columns).filter((name) => !key.includes(name))
  const differ = others.map(
    (name) => `now.${identifier(name)} IS DISTINCT FROM next.${identifier(name)}`,
  )
  return differ.length > 0 ? differ.join(' OR ') : 'false'
}
