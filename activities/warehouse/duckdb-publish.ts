import { type AppTable, tablesIn } from '../../pipelines/define.ts'
import { isCurrent, type Place, stagedPlace, stagedTables } from './duckdb-build.ts'
import { identifier, literal, tableName } from './duckdb-names.ts'
import type { Session } from './duckdb-session.ts'
import { stagedName } from './names.ts'
import { namesOf, publishedIn, requireNone } from './publications.ts'
import type { CacheKey, Published } from './warehouse.ts'

interface Publication extends Place {
  readonly tables: readonly AppTable[]
  readonly key: CacheKey
}

/**
 * Lets what the run has staged replace what is published, and then moves the key, within the session's transaction.
 * Asked again, it tells what came of it the first time.
 */
export async function publishStaged(
  session: Session,
  publication: Publication,
): Promise<Published> {
  const before = await publishedBefore(session, publication)
  if (before) return before
  await requireStaged(session, publication)
  const outdated = await outdatedOf(session, publication)
  for (const table of outdated) await swap(session, table, publication)
  const moved = await moveKey(session, publication, outdated.length > 0)
  const published = { tables: outdated.map(nameOf), ...moved }
  await note(session, publication, published)
  return published
}

const nameOf = ({ name }: AppTable): string => name

async function publishedBefore(
  session: Session,
  { schemas, scope, tables }: Publication,
): Promise<Published | undefined> {
  const [row] = await session.rows(
    `FROM ${identifier(schemas.ops)}.publications WHERE run_id = $1 AND asked = $2`,
    [scope.run, namesOf(tables)],
  )
  return row && publishedIn(row)
}

async function requireStaged(
  session: Session,
  { schemas, scope, tables }: Publication,
): Promise<void> {
  const staged = await stagedTables(session, schemas)
  const lacking = tables.filter((table) => !staged.has(stagedName(scope.run, table)))
  requireNone(lacking, scope.run)
}

/**
 * The tables whose published version is not what a build would make now. The others were published by another run
 * since this one built them, of the same or of more: to replace these would take their readers back.
 */
async function outdatedOf(session: Session, publication: Publication): Promise<AppTable[]> {
  const { tables } = publication
  // No run: what is published alone, without what is staged.
  const place = { ...publication, scope: { ...publication.scope, run: '' } }
  const isOutdated = async (table: AppTable): Promise<boolean> => {
    const read = tablesIn(table.sql)
    for (const parent of tables.filter((other) => read.includes(other)))
      if (await isOutdated(parent)) return true
    return !(await isCurrent(session, table, place))
  }
  const outdated: AppTable[] = []
  for (const table of tables) if (await isOutdated(table)) outdated.push(table)
  return outdated
}

async function swap(session: Session, table: AppTable, place: Place): Promise<void> {
  const builds = `${identifier(place.schemas.ops)}.builds`
  const [name, run] = [literal(table.name), literal(place.scope.run)]
  await session.run(`DROP TABLE IF EXISTS ${tableName(place.schemas, table)}`)
  await session.run(`ALTER TABLE ${stagedPlace(place, table)} RENAME TO ${identifier(table.name)}`)
  await session.run(`DELETE FROM ${builds} WHERE table_name = ${name} AND published = 1`)
  await session.run(
    `UPDATE ${builds} SET published = 1 WHERE table_name = ${name} AND run_id = ${run}`,
  )
}

type Move = Pick<Published, 'latestData' | 'keyMoved'>

async function moveKey(
  session: Session,
  { schemas, key }: Publication,
  replaced: boolean,
): Promise<Move> {
  const name = `${identifier(schemas.app)}.${identifier(key.name)}`
  await session.run(`CREATE TABLE IF NOT EXISTS ${name} (last_updated TIMESTAMP, latest_data DATE)`)
  const newest = key.promises.map(
    (table) => `SELECT max(date) AS day FROM ${tableName(schemas, table)}`,
  )
  const days = await session.rows(`SELECT DISTINCT day FROM (${newest.join(' UNION ALL ')})`)
  const day = days[0]?.['day']
  if (days.length !== 1 || typeof day !== 'string') return { latestData: null, keyMoved: false }
  const kept = await session.rows(`FROM ${name}`)
  if (!replaced && kept.length === 1 && kept[0]?.['latest_data'] === day)
    return { latestData: day, keyMoved: false }
  await session.run(`DELETE FROM ${name}`)
  await session.run(`INSERT INTO ${name} VALUES (now()::TIMESTAMP, ${literal(day)})`)
  return { latestData: day, keyMoved: true }
}

async function note(
  session: Session,
  { schemas, scope, tables }: Publication,
  { tables: replaced, latestData, keyMoved }: Published,
): Promise<void> {
  await session.run(
    `INSERT INTO ${identifier(schemas.ops)}.publications VALUES ($1, $2, $3, $4, $5, now()::TIMESTAMP)`,
    [scope.run, namesOf(tables), replaced.join(','), latestData, keyMoved ? 1 : 0],
  )
}
