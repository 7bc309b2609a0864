import { type AppTable, sql } from '../../pipelines/define.ts'
import { stop } from '../finding.ts'
import { type AppCheck, columnList, dayOf, numberOf, showRow } from './app-check.ts'

/**
 * No two rows agree in the key. Equal keys have equal hashes: only rows whose hash comes twice are compared in full, in
 * half the time and a fraction of the memory that all of them would take.
 */
export function noDuplicates(table: AppTable): AppCheck {
  const key = table.key ?? Object.keys(table.columns)
  const columns = columnList(key)
  return {
    name: 'no-duplicates',
    holds: `No two rows have the same ${key.join(', ')}.`,
    facts: sql`
      with suspects as (
        select hash(${columns}) as hashed from ${table} group by hash(${columns}) having count(*) > 1
      ),
      repeats as (
        select ${columns}, count(*) as copies
        from ${table}
        where hash(${columns}) in (select hashed from suspects)
        group by ${columns}
        having count(*) > 1
      )
      select ${columns}, copies, count(*) over () as repeated
      from repeats
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
          examples: rows.map((row) => showRow(row, [...key, 'copies'])),
          message: `${table.name} repeats ${repeated} keys (${key.join(', ')}); each may stand once. Look for a join in its SQL that meets two rows, or a column that is missing in its grouping.`,
        }),
      ]
    },
  }
}
