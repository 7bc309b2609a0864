import type { ColumnType, Columns } from '../../pipelines/define.ts'
import type { Dialect } from './dialect.ts'
import type { Statements } from './statements.ts'

/** The warehouse's own types by column, as a table or a file has them. */
export type Found = ReadonlyMap<string, string>

/** Whether a column of the found type takes every value of the declared one. */
export const holds =
  ({ types, wider }: Dialect) =>
  (declared: ColumnType, found: string): boolean =>
    found === types[declared] || (wider[declared] ?? []).includes(found)

/** Whether a column of the declared type takes every value of the found one. */
export const fits =
  ({ types, narrower }: Dialect) =>
  (declared: ColumnType, found: string): boolean =>
    found === types[declared] || (narrower[declared] ?? []).includes(found)

/** The columns of whatever can stand behind FROM. */
export async function columnsOf(session: Statements, source: string): Promise<Found> {
  const rows = await session.rows(`${session.dialect.describe} SELECT * FROM ${source}`)
  return new Map(
    rows.map((row) => {
      const [name, type] = Object.values(row).map(String)
      return [name ?? '', (type ?? '').toUpperCase()]
    }),
  )
}

interface Wanted {
  readonly columns: Columns
  readonly agrees: (declared: ColumnType, found: string) => boolean
  /** What is wanted besides the declared type itself, as in `or wider`. */
  readonly orElse: string
}

/** What is wrong with a column, as a clause. */
export interface ColumnFault {
  readonly column: string
  readonly kind: 'missing' | 'other' | 'unknown'
  readonly clause: string
}

/** What is wrong with the columns found, a clause each; names are told apart as SQL does, without regard to case. */
export const columnFaults = (found: Found, wanted: Wanted): string[] =>
  faultyColumns(found, wanted).map(({ clause }) => clause)

/** The columns that are not as wanted: declared ones in their order, then unknown ones. */
export function faultyColumns(found: Found, { columns, agrees, orElse }: Wanted): ColumnFault[] {
  const there = new Map([...found].map(([name, type]) => [name.toLowerCase(), type]))
  const declared = new Set(Object.keys(columns).map((name) => name.toLowerCase()))
  const faults = Object.entries(columns).flatMap(([column, type]): ColumnFault[] => {
    const is = there.get(column.toLowerCase())
    if (is === undefined)
      return [{ column, kind: 'missing', clause: `the column ${column} ${type} is missing` }]
    const clause = `the column ${column} is ${is}, wanted is ${type} ${orElse}`
    return agrees(type, is) ? [] : [{ column, kind: 'other', clause }]
  })
  const unknown = [...found.keys()].filter((name) => !declared.has(name.toLowerCase()))
  return [
    ...faults,
    ...unknown.map((column): ColumnFault => ({
      column,
      kind: 'unknown',
      clause: `the column ${column} is unknown`,
    })),
  ]
}
