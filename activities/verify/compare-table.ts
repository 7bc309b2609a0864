import type { Day } from '../../pipelines/define.ts'
import type { Cell, Row } from '../warehouse/warehouse.ts'
import { columnDifferences, sharedColumns } from './columns-compared.ts'
import { daysOfBoth, differencesByDay, differentRows } from './comparison-sql.ts'
import type { Ask, Side } from './side.ts'
import type { Pair } from './sides-sql.ts'

/** Rows that differ: how many only one side has, and how many have other values. */
export interface RowDifferences {
  readonly onlyHere: number
  readonly onlyThere: number
  readonly differing: number
}

/** What tells two versions of a table apart; nothing, where all is empty. */
export interface TableDifferences extends RowDifferences {
  readonly table: string
  /** Null where the rows could not be compared. */
  readonly rows: { readonly here: number; readonly there: number } | null
  /** What differs but for the rows, a clause each. */
  readonly shape: readonly string[]
  /** The rows that differ in a column, by its name. */
  readonly columns: ReadonlyMap<string, number>
  /** The worst first; none where the table has no days. */
  readonly days: readonly (RowDifferences & { readonly day: Day })[]
  /** Up to five rows, those of the worst day first. */
  readonly examples: readonly string[]
}

/** What is compared of a table, and how. */
export interface Terms {
  readonly table: string
  readonly key: readonly string[]
  /** Columns whose values are another on each side, as they should be. */
  readonly ignored?: readonly string[]
  readonly from?: Day
  readonly to?: Day
  readonly tolerance: number
}

const EXAMPLES = 5

/** What the versions of a table differ in; a side is undefined where it has no such table. */
export async function compareTable(
  ask: Ask,
  { here, there }: { readonly here: Side | undefined; readonly there: Side | undefined },
  terms: Terms,
): Promise<TableDifferences> {
  if (!here && !there) return without(terms.table, ['the table is on neither side'])
  if (!here) return without(terms.table, ['the table is only there'])
  if (!there) return without(terms.table, ['the table is only here'])
  const shape = columnDifferences(here, there)
  const shared = sharedColumns(here, there)
  const key = terms.key.flatMap((name) => shared.filter((column) => column.name === name))
  if (key.length < terms.key.length)
    return without(terms.table, [
      ...shape,
      'so its rows cannot be told apart, and are not compared',
    ])
  const unlike = [...terms.key, ...(terms.ignored ?? [])]
  const values = shared.filter(({ name }) => !unlike.includes(name))
  return compareRows(ask, { ...terms, here, there, key, values }, { table: terms.table, shape })
}

const without = (table: string, shape: readonly string[]): TableDifferences => ({
  table,
  shape,
  rows: null,
  onlyHere: 0,
  onlyThere: 0,
  differing: 0,
  columns: new Map(),
  days: [],
  examples: [],
})

async function compareRows(
  ask: Ask,
  pair: Pair,
  known: Pick<TableDifferences, 'table' | 'shape'>,
): Promise<TableDifferences> {
  const both = await ask(daysOfBoth(pair))
  const rows = { here: sum(both, 'here'), there: sum(both, 'there') }
  const unlike = both.filter((row) => row['unlike'] === true)
  if (unlike.length === 0) return { ...without(known.table, known.shape), rows }
  const days = await ask(differencesByDay(pair, daysIn(unlike)))
  return {
    ...known,
    ...countsOf(days),
    rows,
    columns: columnsOf(pair, days),
    days: days.flatMap((row) =>
      row['day'] === null ? [] : [{ day: String(row['day']), ...countsOf([row]) }],
    ),
    examples: await examplesOf(ask, pair, days),
  }
}

/** Rows of the worst day, and where it has too few, of the next. */
async function examplesOf(ask: Ask, pair: Pair, days: readonly Row[]): Promise<string[]> {
  const examples: string[] = []
  for (const worst of days.slice(0, EXAMPLES)) {
    const most = EXAMPLES - examples.length
    if (most === 0) break
    const rows = await ask(differentRows(pair, daysIn([worst]), most))
    examples.push(...rows.map((row) => showExample(pair, row)))
  }
  return examples
}

/** None, which stands for all, where the table has no days or some rows have none. */
function daysIn(rows: readonly Row[]): Day[] {
  const days = rows.flatMap(({ day }) => (typeof day === 'string' ? [day] : []))
  return days.length < rows.length ? [] : days
}

const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((all, row) => all + Number(row[column]), 0)

const countsOf = (rows: readonly Row[]): RowDifferences => ({
  onlyHere: sum(rows, 'only_here'),
  onlyThere: sum(rows, 'only_there'),
  differing: sum(rows, 'differing'),
})

const columnsOf = ({ values }: Pair, days: readonly Row[]): ReadonlyMap<string, number> =>
  new Map(
    values
      .map(({ name }, at) => [name, sum(days, `differs_${at}`)] as const)
      .filter(([, count]) => count > 0),
  )

function showExample({ key, values }: Pair, row: Row): string {
  const named = key.map(({ name }, at) => `${name} ${show(row[`key_${at}`])}`).join(', ')
  const lone = row['only_here'] !== 0 ? 'only here' : 'only there'
  const unlike = values.flatMap(({ name }, at) =>
    row[`differs_${at}`] === true
      ? [`${name} ${show(row[`here_${at}`])} here, ${show(row[`there_${at}`])} there`]
      : [],
  )
  const what = unlike.length > 0 ? unlike.join('; ') : lone
  return named ? `${named}: ${what}` : what
}

const show = (cell: Cell | undefined): string => String(cell ?? 'NULL')
