import type { DayCounts, Offending } from '../../checks/facts.ts'
import { EXAMPLES } from '../../checks/finding.ts'
import type { Columns } from '../../pipelines/define.ts'
import type { Statements } from './statements.ts'

/** Rows by day of whatever can stand behind FROM; rows without a date are in none. */
export async function daysOf(session: Statements, source: string): Promise<DayCounts> {
  const rows = await session.rows(
    `SELECT CAST(date AS DATE) AS day, count(*) AS n FROM ${source}
     WHERE date IS NOT NULL GROUP BY day ORDER BY day`,
  )
  return new Map(rows.map(({ day, n }) => [String(day), Number(n)]))
}

export async function countOf(session: Statements, source: string): Promise<number> {
  const [row] = await session.rows(`SELECT count(*) AS n FROM ${source}`)
  return Number(row?.['n'])
}

/** Counts the rows of a select and shows the first of them. */
export async function offending(session: Statements, select: string): Promise<Offending> {
  const count = await countOf(session, `(${select})`)
  return { count, examples: count === 0 ? [] : await examplesOf(session, select) }
}

/** The first rows of a select, in the order of their columns. */
export async function examplesOf(session: Statements, select: string): Promise<string[]> {
  const rows = await session.rows(`SELECT * FROM (${select}) ORDER BY ALL LIMIT ${EXAMPLES}`)
  return rows.map((row) => JSON.stringify(row))
}

/** The keys that stand more than once; NULLs are the same as each other. */
export async function repeated(
  session: Statements,
  source: string,
  key: readonly string[],
): Promise<Offending> {
  const columns = key.map(session.dialect.identifier).join(', ')
  if (key.length === 0 || (await areDistinct(session, source, columns)))
    return { count: 0, examples: [] }
  return offending(
    session,
    `SELECT ${columns}, count(*) AS rows FROM ${source} GROUP BY ${columns} HAVING count(*) > 1`,
  )
}

/** Equal keys have equal hashes, and to count these takes a third of the time and a fraction of the memory. */
async function areDistinct(session: Statements, source: string, columns: string): Promise<boolean> {
  const [row] = await session.rows(
    `SELECT count(*) = count(DISTINCT ${session.dialect.hash}(${columns})) AS distinct_ FROM ${source}`,
  )
  return row?.['distinct_'] === true
}

/** The rows with a NULL, by column; columns without any are left out. */
export async function nullsIn(
  session: Statements,
  source: string,
  columns: Columns,
): Promise<ReadonlyMap<string, Offending>> {
  const { identifier } = session.dialect
  const names = Object.keys(columns)
  const counts = names.map((name) => `count(*) - count(${identifier(name)}) AS ${identifier(name)}`)
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM ${source}`)
  const nulls = new Map<string, Offending>()
  for (const name of names) {
    const count = Number(row?.[name])
    const select = `SELECT * FROM ${source} WHERE ${identifier(name)} IS NULL`
    if (count > 0) nulls.set(name, { count, examples: await examplesOf(session, select) })
  }
  return nulls
}
