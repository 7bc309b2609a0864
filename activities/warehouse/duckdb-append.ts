import type { AppendFacts, DayCounts, Offending, ReplaceFacts } from '../../checks/facts.ts'
import { EXAMPLES, stops } from '../../checks/finding.ts'
import type { Columns, Window } from '../../pipelines/define.ts'
import type { Session } from './duckdb-file.ts'
import { castColumns, literal } from './duckdb-names.ts'
import type { Batch, Judge, Written } from './warehouse.ts'

/** The names a write needs: the raw table with its schema, the ledger of writes, and the run. */
export interface Target {
  readonly table: string
  readonly ledger: string
  readonly run: string
}

/** Thrown to undo a transaction whose outcome is known and is no error. */
export class Undone extends Error {
  readonly written: Written

  constructor(written: Written) {
    super('The write was undone.')
    this.written = written
  }
}

/** Appends the batch within the session's transaction. */
export async function appendBatch(
  session: Session,
  { table, file, window, judge }: Batch & { window: Window; judge: Judge<AppendFacts> },
  target: Target,
): Promise<Written> {
  const batch = `read_parquet(${literal(file)})`
  const staged = await daysOf(session, batch)
  const before = await daysOf(session, target.table)
  await session.run(
    `INSERT INTO ${target.table} BY NAME SELECT ${castColumns(table.columns)} FROM ${batch}`,
  )
  const after = await daysOf(session, target.table)
  const findings = judge({ window, staged, before, after })
  const rows = total(staged)
  if (stops(findings) || rows === 0) throw new Undone({ rows: 0, changed: false, findings })
  await session.run(note(target, rows))
  return { rows, changed: true, findings }
}

/** Replaces the list within the session's transaction. */
export async function replaceList(
  session: Session,
  { table, file, judge }: Batch & { judge: Judge<ReplaceFacts> },
  target: Target,
): Promise<Written> {
  const columns = castColumns(table.columns)
  const [now, next] = [
    `(SELECT ${columns} FROM ${target.table})`,
    `(SELECT ${columns} FROM read_parquet(${literal(file)}))`,
  ]
  const facts = {
    before: await count(session, now),
    after: await count(session, next),
    added: await offending(session, `FROM ${next} EXCEPT ALL FROM ${now}`),
    removed: await offending(session, `FROM ${now} EXCEPT ALL FROM ${next}`),
    duplicates: await repeated(session, next, table.key),
    nulls: await nullsIn(session, next, table.columns),
  }
  const findings = judge(facts)
  const same = facts.added.count === 0 && facts.removed.count === 0
  if (stops(findings) || same) throw new Undone({ rows: 0, changed: false, findings })
  await session.run(`DELETE FROM ${target.table}`)
  await session.run(`INSERT INTO ${target.table} BY NAME SELECT * FROM ${next}`)
  await session.run(note(target, facts.after))
  return { rows: facts.added.count, changed: true, findings }
}

const note = ({ table, ledger, run }: Target, rows: number): string =>
  `INSERT INTO ${ledger} VALUES (${literal(table)}, ${literal(run)}, now()::TIMESTAMP, ${rows})`

/** Rows by day of whatever can stand behind FROM. */
export async function daysOf(session: Session, source: string): Promise<DayCounts> {
  const rows = await session.rows(
    `SELECT CAST(date AS DATE) AS day, count(*) AS n FROM ${source} GROUP BY day ORDER BY day`,
  )
  return new Map(rows.map(({ day, n }) => [String(day), Number(n)]))
}

const total = (days: DayCounts): number => [...days.values()].reduce((sum, n) => sum + n, 0)

async function count(session: Session, source: string): Promise<number> {
  const [row] = await session.rows(`SELECT count(*) AS n FROM ${source}`)
  return Number(row?.['n'])
}

/** Counts the rows of a select and shows the first of them. */
export async function offending(session: Session, select: string): Promise<Offending> {
  const n = await count(session, `(${select})`)
  if (n === 0) return { count: 0, examples: [] }
  const rows = await session.rows(`SELECT * FROM (${select}) ORDER BY ALL LIMIT ${EXAMPLES}`)
  return { count: n, examples: rows.map((row) => JSON.stringify(row)) }
}

/** The keys that stand more than once. */
export function repeated(
  session: Session,
  source: string,
  key: readonly string[],
): Promise<Offending> {
  if (key.length === 0) return Promise.resolve({ count: 0, examples: [] })
  const columns = key.map((column) => `"${column}"`).join(', ')
  return offending(
    session,
    `SELECT ${columns}, count(*) AS rows FROM ${source} GROUP BY ${columns} HAVING count(*) > 1`,
  )
}

/** The rows with a NULL, by column; columns without any are left out. */
export async function nullsIn(
  session: Session,
  source: string,
  columns: Columns,
): Promise<Map<string, Offending>> {
  const names = Object.keys(columns)
  const counts = names.map((name) => `count(*) - count("${name}") AS "${name}"`)
  const [row] = await session.rows(`SELECT ${counts.join(', ')} FROM ${source}`)
  const nulls = new Map<string, Offending>()
  for (const name of names.filter((column) => Number(row?.[column]) > 0))
    nulls.set(name, await offending(session, `SELECT * FROM ${source} WHERE "${name}" IS NULL`))
  return nulls
}
