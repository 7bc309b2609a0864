import type { DayChange, DayCounts, ReplaceDaysFacts } from '../../checks/facts.ts'
import { addCounts } from '../../checks/day-counts.ts'
import { stops } from '../../checks/finding.ts'
import type { RawTable } from '../../pipelines/define.ts'
import type { Session } from './databricks-client.ts'
import { keepDays } from './databricks-keep-days.ts'
import type { CatalogTarget } from './databricks-names.ts'
import { swapRows } from './databricks-swap-rows.ts'
import { type Begun, carryOut, unended } from './databricks-swaps.ts'
import { versionsOf } from './databricks-versions.ts'
import { daysCompared } from './days-compared.ts'
import { castIn } from './dialect.ts'
import { daysOf } from './facts.ts'
import { daysWithin, replacedBefore, within } from './replaced-days.ts'
import type { DatedBatch, DaysReplaced, Judge } from './warehouse.ts'

interface Replacement extends DatedBatch {
  readonly judge: Judge<ReplaceDaysFacts>
  /** The batch as it was uploaded, to stand behind FROM. */
  readonly rows: string
}

/**
 * Swaps the days that the batch has otherwise, by one statement that holds to the version they were compared with. The
 * rows that were there, and what became of them, are read from that version afterwards, also by a later attempt.
 */
export async function replaceDays(
  session: Session,
  { judge, ...batch }: Replacement,
  target: CatalogTarget,
): Promise<DaysReplaced> {
  const { table, window } = batch
  const versions = await versionsOf(session, target.name)
  for (const begun of await unended(session, target, versions))
    await finish(session, { table, begun }, target)
  const done = await replacedBefore(session, window, target)
  const { newest: version } = versions
  const facts = done ?? (await compared(session, batch, { target, version }))
  const findings = judge(facts)
  if (stops(findings)) return { rows: 0, changed: false, findings, days: [] }
  const { days } = facts
  const changed = !done && days.length > 0
  if (changed) {
    const begun = { run: target.run, window, version, at: new Date().toISOString() }
    await carryOut(session, { target, begun }, () =>
      swap(session, { ...batch, days, version }, target),
    )
    await keepDays(session, { facts, begun }, target)
  }
  return { rows: rowsIn(days), changed, findings, days }
}

const rowsIn = (days: readonly DayChange[]): number =>
  days.reduce((sum, { added, changed }) => sum + added + changed, 0)

interface Compared {
  readonly target: CatalogTarget
  /** The version of the table that it is held against. */
  readonly version: number
}

async function compared(
  session: Session,
  { rows: next, ...batch }: Omit<Replacement, 'judge'>,
  { target, version }: Compared,
): Promise<ReplaceDaysFacts> {
  const { table, window } = batch
  const was = `${target.name} VERSION AS OF ${version}`
  const now = daysAt(session, { table, window, was })
  const staged = await daysWithin(session, batch, next)
  const before = await daysOf(session, was)
  const days = await daysCompared(session, { table, now, next }, { staged, before })
  return { window, staged, before, after: swapped(before, staged, days), days }
}

/** Rows by day once some days are those of the batch. */
function swapped(before: DayCounts, staged: DayCounts, days: readonly DayChange[]): DayCounts {
  const changed = new Set(days.map(({ day }) => day))
  const kept = new Map([...before].filter(([day]) => !changed.has(day)))
  return addCounts(kept, new Map([...staged].filter(([day]) => changed.has(day))))
}

async function swap(
  session: Session,
  {
    rows,
    table,
    days,
    version,
  }: Omit<Replacement, 'judge'> & { days: readonly DayChange[]; version: number },
  { name }: CatalogTarget,
): Promise<void> {
  const { literal, identifier, hash } = session.dialect
  const chosen = `date IN (${days.map(({ day }) => `DATE ${literal(day)}`).join(', ')})`
  const columns = Object.keys(table.columns).map(identifier).join(', ')
  // Equal sums of hashes: the same rows, however often each.
  const sum = (of: string) =>
    `(SELECT concat_ws(':', count(*), sum(CAST(${hash}(${columns}) AS DECIMAL(38, 0)))) FROM ${of} WHERE ${chosen})`
  await swapRows(session, {
    name,
    chosen,
    rows: `(SELECT * FROM ${rows} WHERE ${chosen})`,
    keeps: false,
    guard: `${sum(name)} = ${sum(`${name} VERSION AS OF ${version}`)}`,
  })
}

interface Unfinished {
  readonly table: RawTable
  readonly begun: Begun
}

/** Ends what an attempt before this one has written and not kept. */
async function finish(
  session: Session,
  { table, begun }: Unfinished,
  target: CatalogTarget,
): Promise<void> {
  const { window, version } = begun
  if (!window) return
  const was = `${target.name} VERSION AS OF ${version}`
  const [now, next] = [was, target.name].map((rows) =>
    daysAt(session, { table, window, was: rows }),
  )
  const [before, after] = [await daysOf(session, was), await daysOf(session, target.name)]
  const staged = new Map([...after].filter(([day]) => window.from <= day && day <= window.to))
  const versions = { table, now: now ?? was, next: next ?? was }
  const days = await daysCompared(session, versions, { staged, before })
  const facts = { window, staged, before, after, days }
  await keepDays(session, { facts, begun }, { ...target, run: begun.run })
}

const daysAt = (
  { dialect }: Session,
  { table, window, was }: { table: RawTable; window: ReplaceDaysFacts['window']; was: string },
): string =>
  `(SELECT ${castIn(dialect, table.columns)} FROM ${was} WHERE ${within(dialect, 'date', window)})`
