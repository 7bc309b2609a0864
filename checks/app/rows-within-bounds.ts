import { type AppTable, type Bounds, published, sql } from '../../pipelines/define.ts'
import { outOfBounds, showBounds } from '../bounds.ts'
import { finding } from '../finding.ts'
import { type AppCheck, isDated, numberOf } from './app-check.ts'

/** On the same days a rebuilt table has the same rows, but for publications that come, go or are renamed. */
const BOUNDS: Bounds = { shrink: 0.05, grow: 0.5 }

/** So few rows more or less are nothing, whatever their share. */
const FEW = { fewer: 5, more: 1000 }

/** About the rows of the published table, counted over the days that it has: new days are no growth. */
export function rowsWithinBounds(table: AppTable): AppCheck {
  const before = published(table)
  const upTo = isDated(table) ? sql` where date <= (select max(date) from ${before})` : sql``
  const bounds = table.bounds ?? BOUNDS
  return {
    name: 'rows-within-bounds',
    holds: `Its rows${isDated(table) ? ', on the days of the version it replaces,' : ''} are as many as there were, ${showBounds(bounds)}; more is a warning.`,
    facts: sql`
      select (select count(*) from ${before}) as rows_before, (select count(*) from ${table}${upTo}) as rows_after
    `,
    judge: ([row]) => {
      const [rows, now] = [numberOf(row?.['rows_before']), numberOf(row?.['rows_after'])]
      const fault = outOfBounds(bounds, rows, now)
      const change = Math.abs(now - rows)
      if (!fault || change <= FEW[fault]) return []
      return [
        finding(fault === 'fewer' ? 'stop' : 'warn', 'rows-within-bounds', {
          table: table.name,
          count: change,
          message: `${table.name} has ${now} rows${isDated(table) ? ' on the days of' : ' and'} the published version, which has ${rows}; wanted is ${showBounds(bounds)} of that. Look for what changed in the tables it reads; if a rule was meant to change it, widen its bounds for one release.`,
        }),
      ]
    },
  }
}
