import type { RawTable } from '../../pipelines/define.ts'
import type { Dialect } from './dialect.ts'
import type { Statements } from './statements.ts'
import type { Target } from './target.ts'
import { type Change, CHANGE_KINDS } from './warehouse.ts'

/** Two versions of a table, each to stand behind FROM. */
export interface NowAndNext {
  readonly table: RawTable
  readonly now: string
  readonly next: string
}

/** What the next version of a list changes, as a select in the columns of `changes`. The first rows of a list change nothing. */
export function changesIn(dialect: Dialect, { table, run }: Target, versions: NowAndNext): string {
  const columns = Object.keys(versions.table.columns)
  const cells = columns.map((column) => changedCells(dialect, versions, column)).join(' UNION ALL ')
  const { literal, now } = dialect
  return `SELECT ${literal(run)} AS run_id, ${literal(table)} AS table_name, ${now} AS changed_at, cells.* FROM (${cells}) AS cells`
}

/** What a run has changed of a list, row by row in the order of its columns. */
export async function changesOf(
  session: Statements,
  { table, run, changes }: Target,
  { columns }: RawTable,
): Promise<Change[]> {
  const order = Object.keys(columns)
  const { literal } = session.dialect
  const rows = await session.rows(
    `SELECT kind, row_key, column_name, old_value, new_value FROM ${changes}
     WHERE run_id = ${literal(run)} AND table_name = ${literal(table)}
     ORDER BY changed_at, kind, row_key`,
  )
  const found = rows.flatMap((row) => {
    const kind = CHANGE_KINDS.find((known) => known === row['kind'])
    if (!kind) return []
    const [old, next] = [textOf(row['old_value']), textOf(row['new_value'])]
    return [{ kind, key: String(row['row_key']), column: String(row['column_name']), old, next }]
  })
  return found.toSorted(
    (a, b) =>
      CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
      a.key.localeCompare(b.key, 'en') ||
      order.indexOf(a.column) - order.indexOf(b.column),
  )
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** What names a row: the key, or all of it. */
export const keyOf = ({ key, columns }: RawTable): readonly string[] =>
  key.length > 0 ? key : Object.keys(columns)

/** Whether a row of one version is that of the other: both have the same key. */
export const sameKey = ({ identifier }: Dialect, table: RawTable): string =>
  keyOf(table)
    .map((name) => `now.${identifier(name)} IS NOT DISTINCT FROM next.${identifier(name)}`)
    .join(' AND ')

/** Rows whose cell in a column is not what it was; of rows that are new or gone, every cell that is not NULL. */
function changedCells(dialect: Dialect, { table, now, next }: NowAndNext, column: string): string {
  const { identifier, literal, types } = dialect
  const cell = identifier(column)
  const key = keyOf(table).map(
    (name) => `coalesce(next.${identifier(name)}, now.${identifier(name)})`,
  )
  return `SELECT CASE WHEN now.there IS NULL THEN 'added' WHEN next.there IS NULL THEN 'removed' ELSE 'changed' END AS kind,
      concat_ws(', ', ${key.join(', ')}) AS row_key, ${literal(column)} AS column_name,
      CAST(now.${cell} AS ${types.STRING}) AS old_value, CAST(next.${cell} AS ${types.STRING}) AS new_value
    FROM (SELECT *, true AS there FROM ${now}) AS now
    FULL OUTER JOIN (SELECT *, true AS there FROM ${next}) AS next ON ${sameKey(dialect, table)}
    WHERE now.${cell} IS DISTINCT FROM next.${cell}`
}
