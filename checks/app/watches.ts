import type { AppTable, Watch } from '../../pipelines/define.ts'
import type { Row } from '../facts.ts'
import { finding } from '../finding.ts'
import { type AppCheck, dayOf, showRow } from './app-check.ts'

/** The selects that a table declares to return no row. */
export const watches = (table: AppTable): AppCheck[] =>
  Object.entries(table.watches ?? {}).map(([name, watch]) => watched(table, name, watch))

const watched = (table: AppTable, name: string, watch: Watch): AppCheck => ({
  name,
  holds: `The watch ${name} finds nothing${watch.severity === 'warn' ? '; what it finds is a warning' : ''}.`,
  facts: watch.rows(table),
  judge: (rows) => {
    if (rows.length === 0) return []
    const days = rows.flatMap(({ day }) => dayOf(day) ?? []).sort()
    const count = rows.reduce((sum, row) => sum + countOf(row), 0)
    return [
      finding(watch.severity, name, {
        table: table.name,
        day: days[0] ?? null,
        count,
        examples: rows.map((row) => showRow(row)),
        message: `${table.name} is watched for ${name}: found ${count} in ${rows.length} rows; wanted is none. Its declaration says what is looked for.`,
      }),
    ]
  },
})

const countOf = ({ count }: Row): number => (typeof count === 'number' ? count : 1)
