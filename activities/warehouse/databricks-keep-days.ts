import type { DayCounts, ReplaceDaysFacts } from '../../checks/facts.ts'
import { columnsOf } from './columns.ts'
import type { Session } from './databricks-client.ts'
import type { CatalogTarget } from './databricks-names.ts'
import { type Begun, end } from './databricks-swaps.ts'

interface Kept {
  readonly facts: ReplaceDaysFacts
  readonly begun: Begun
}

/** Keeps the rows that days had, and what became of them; done again, it changes nothing. */
export async function keepDays(
  session: Session,
  { facts, begun }: Kept,
  target: CatalogTarget,
): Promise<void> {
  const { literal } = session.dialect
  const days = facts.days.map(({ day }) => `DATE ${literal(day)}`).join(', ')
  if (facts.days.length > 0) {
    if (facts.days.some(({ day }) => facts.before.has(day)))
      await archive(session, { days, begun }, target)
    await noteDays(session, { facts, begun }, target)
  }
  await end(session, target, begun)
}

/** Copies rows of a raw table into its archive, which is created on demand, and grows with the table's columns. */
async function archive(
  session: Session,
  { days, begun: { version, at } }: { readonly days: string; readonly begun: Begun },
  { name, archive: kept, run }: CatalogTarget,
): Promise<void> {
  const { identifier, literal, types } = session.dialect
  const was = `${name} VERSION AS OF ${version}`
  const columns = await columnsOf(session, was)
  const wanted = new Map([...columns, ['run_id', types.STRING], ['archived_at', types.TIMESTAMP]])
  const defined = (of: Iterable<readonly [string, string]>) =>
    [...of].map(([column, type]) => `${identifier(column)} ${type}`).join(', ')
  await session.run(`CREATE TABLE IF NOT EXISTS ${kept} (${defined(wanted)})`)
  const there = await columnsOf(session, kept)
  const fresh = [...columns].filter(([column]) => !there.has(column))
  if (fresh.length > 0) await session.run(`ALTER TABLE ${kept} ADD COLUMNS (${defined(fresh)})`)
  const own = `${literal(run)} AS run_id, TIMESTAMP ${literal(at)} AS archived_at`
  // By their place: columns that the table had once, and has no more, are NULL.
  const places = [...there.keys(), ...fresh.map(([column]) => column)].map((column) =>
    wanted.has(column) ? identifier(column) : 'NULL',
  )
  await session.run(
    `INSERT INTO ${kept} REPLACE WHERE run_id = ${literal(run)} AND date IN (${days})
     SELECT ${places.join(', ')}
     FROM (SELECT *, ${own} FROM ${was} WHERE date IN (${days}))`,
  )
}

async function noteDays(
  session: Session,
  { facts: { days, before, after }, begun: { at } }: Kept,
  { dayChanges, run, table }: CatalogTarget,
): Promise<void> {
  const { literal } = session.dialect
  const count = (of: DayCounts, day: string) => of.get(day) ?? 0
  const rows = days.map(({ day, added, changed, gone }) => {
    const counts = [added, changed, gone, count(before, day), count(after, day)]
    return `(${literal(run)}, ${literal(table)}, DATE ${literal(day)}, ${counts.join(', ')}, TIMESTAMP ${literal(at)})`
  })
  const same = days.map(({ day }) => `DATE ${literal(day)}`).join(', ')
  await session.run(
    `INSERT INTO ${dayChanges}
     REPLACE WHERE run_id = ${literal(run)} AND table_name = ${literal(table)} AND day IN (${same})
     VALUES ${rows.join(', ')}`,
  )
}
