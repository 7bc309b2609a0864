import type { RowDifferences, TableDifferences } from '../activities/verify/compare-table.ts'
import { count } from './format.ts'

/** Days that are shown of a table. */
const DAYS = 5

export const isSame = ({ shape, ...rows }: TableDifferences): boolean =>
  shape.length === 0 && total(rows) === 0

/** What came of a table's comparison, in lines. */
export function differenceLines(found: TableDifferences): string[] {
  const { table, rows, shape, columns, days, examples } = found
  const title = `  ${table.padEnd(34)}`
  if (isSame(found)) return [`${title}the same, ${rowsOf(rows?.here ?? 0)}`]
  const size = rows ? `${rowsOf(rows.here)} here, ${count(rows.there)} there` : ''
  const unlike = [...columns].map(([name, differing]) => `${name} ${count(differing)}`)
  return [
    `${title}different${size && `, ${size}`}`,
    ...shape.map((clause) => `      ${clause}`),
    ...(total(found) > 0
      ? [`      ${counts(found)}${unlike.length > 0 ? ` (${unlike.join(', ')})` : ''}`]
      : []),
    ...days.slice(0, DAYS).map(({ day, ...each }) => `        ${day}  ${counts(each)}`),
    ...(days.length > DAYS ? [`        and ${count(days.length - DAYS)} more days`] : []),
    ...examples.map((example) => `      - ${example}`),
  ]
}

/** What came of them all, in a line. */
export function verdict(all: readonly TableDifferences[]): string {
  const different = all.filter((found) => !isSame(found)).map(({ table }) => table)
  if (different.length === 0)
    return all.length === 1
      ? 'The table is the same.'
      : `All ${count(all.length)} tables are the same.`
  return `${count(different.length)} of ${count(all.length)} tables differ: ${different.join(', ')}.`
}

const total = ({ onlyHere, onlyThere, differing }: RowDifferences): number =>
  onlyHere + onlyThere + differing

const rowsOf = (rows: number): string => `${count(rows)} ${rows === 1 ? 'row' : 'rows'}`

function counts({ onlyHere, onlyThere, differing }: RowDifferences): string {
  const said = [
    [onlyHere, 'only here'],
    [onlyThere, 'only there'],
    [differing, 'with other values'],
  ] as const
  return said
    .filter(([rows]) => rows > 0)
    .map(([rows, what]) => `${rowsOf(rows)} ${what}`)
    .join(', ')
}
