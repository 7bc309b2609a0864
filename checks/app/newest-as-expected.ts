import { type AppTable, sql } from '../../pipelines/define.ts'
import { stop } from '../finding.ts'
import { type AppCheck, dayOf, isDated } from './app-check.ts'
import { inputOf } from './input-of.ts'

/** The newest date is that of the input. A table that conserves a sum is held to every day of it already. */
export function newestAsExpected(table: AppTable): AppCheck[] {
  const input = isDated(table) && !table.conserves?.length ? inputOf(table, ['date']) : undefined
  if (!input) return []
  return [
    {
      name: 'newest-as-expected',
      facts: sql`
        select max(date) as wanted, (select max(date) from ${table}) as found
        from (${input}) as dates
      `,
      judge: ([row]) => {
        const [found, wanted] = [dayOf(row?.['found']), dayOf(row?.['wanted'])]
        if (found === wanted) return []
        return [
          stop('newest-as-expected', {
            table: table.name,
            day: wanted ?? found,
            count: 1,
            examples: [`${found ?? 'no date'} instead of ${wanted ?? 'no date'}`],
            message: `${table.name} ends on ${found ?? 'no date'}, what it reads on ${wanted ?? 'no date'}; wanted is the same day. Look for a filter or a join in its SQL that drops the newest rows.`,
          }),
        ]
      },
    },
  ]
}
