import { addCounts, total } from '../../checks/day-counts.ts'
import type { AppendFacts, DayCounts } from '../../checks/facts.ts'
import { stops } from '../../checks/finding.ts'
import { noDate } from './no-date.ts'
import type { Session } from './databricks-client.ts'
import { swapRows } from './databricks-swap-rows.ts'
import type { CatalogTarget } from './databricks-names.ts'
import type { DatedBatch, Judge, Written } from './warehouse.ts'

interface Append extends DatedBatch {
  readonly judge: Judge<AppendFacts>
  /** The batch as it was uploaded, to stand behind FROM. */
  readonly rows: string
}

/**
 * Appends the batch, unless a finding stops it. The table after it is judged before it is written: it is what it was
 * and the batch, which the statement then holds to, or writes nothing.
 */
export async function appendBatch(
  session: Session,
  { judge, ...batch }: Append,
  { name }: CatalogTarget,
): Promise<Written> {
  const facts = await factsOf(session, batch, name)
  const findings = judge(facts)
  const days = [...facts.staged.keys()].sort()
  const [first, last] = [days[0], days.at(-1)]
  if (stops(findings) || first === undefined || last === undefined)
    return { rows: 0, changed: false, findings }
  const { literal } = session.dialect
  const chosen = `date BETWEEN DATE ${literal(first)} AND DATE ${literal(last)}`
  const there = [...facts.before].filter(([day]) => first <= day && day <= last)
  await swapRows(session, {
    name,
    chosen,
    rows: batch.rows,
    keeps: true,
    guard: `(SELECT count(*) FROM ${name} WHERE ${chosen}) = ${total(new Map(there))}`,
  })
  return { rows: total(facts.staged), changed: true, findings }
}

/** One statement, so that both counts are of one state. */
async function factsOf(
  session: Session,
  { file, rows, window }: Omit<Append, 'judge'>,
  name: string,
): Promise<AppendFacts> {
  const counted = await session.rows(
    `SELECT CAST(date AS DATE) AS day, count(*) AS n, fresh FROM (
       SELECT date, true AS fresh FROM ${rows} UNION ALL SELECT date, false AS fresh FROM ${name}
     ) GROUP BY day, fresh ORDER BY day`,
  )
  const counts = (fresh: boolean): DayCounts =>
    new Map(
      counted.flatMap((row) =>
        row['fresh'] === fresh && row['day'] !== null
          ? [[String(row['day']), Number(row['n'])]]
          : [],
      ),
    )
  const [staged, before] = [counts(true), counts(false)]
  const undated = counted.find(({ day, fresh }) => day === null && fresh === true)
  if (undated) {
    const strays = Number(undated['n'])
    throw noDate({ table: name, file }, { strays, rows: total(staged) + strays })
  }
  return { window, staged, before, after: addCounts(before, staged) }
}
