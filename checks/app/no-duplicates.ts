import { type AppTable, sql } from '../../pipelines/define.ts'
import { stop } from '../finding.ts'
import { type AppCheck, columnList, dayOf, numberOf, showRow } from './app-check.ts'

/** No two rows agree in the key. */
export function noDuplicates(table: AppTable): AppCheck {
  const key = table.key ?? Object.keys(table.columns)
  const columns = columnList(key)
  return {
    name: 'no-duplicates',
    facts: sql`
      select ${columns}, copies, count(*) over () as repeated
      from (select ${columns}, count(*) as copies from ${table} group by ${columns} having count(*) > 1) as repeats
      order by ${columns}
      limit 5
    `,
    judge: (rows) => {
      const [first] = rows
      if (!first) return []
      const repeated = numberOf(first['repeated'])
      return [
        stop('no-duplicates', {
          table: table.name,
          day: dayOf(first['date']),
          count: repeated,
          examples: rows.map(({ repeated: _, ...row }) => showRow(row)),
          message: `${table.name} repeats ${repeated} keys (${key.join(', ')}); each may stand once. Look for a join in its SQL that meets two rows, or a column that is missing in its grouping.`,
        }),
      ]
    },
  }
}
