import { type AppTable, tablesIn } from '../../pipelines/define.ts'
import { isCurrentAmong } from './databricks-build.ts'
import { type Builds, buildsOf, NO_BUILDS, type Place } from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import { copyPending } from './databricks-copy.ts'
import { flip } from './databricks-flip.ts'
import { moveKey } from './databricks-key.ts'
import { opsName } from './databricks-names.ts'
import type { States } from './databricks-states.ts'
import { namesOf, publishedIn, requireNone } from './publications.ts'
import type { CacheKey, Published } from './warehouse.ts'

export interface Publication extends Place {
  readonly tables: readonly AppTable[]
  readonly key: CacheKey
  readonly states: States
}

/**
 * Lets what the run has staged replace what is published, and then moves the key.
 *
 * Delta replaces one table at a time. So what readers of this interface see is decided by one statement on `builds`;
 * then each table is replaced, in one atomic statement that may be repeated, and the key moves last, for those who read
 * the tables themselves. A client that is killed leaves a state that every reader here reads as whole, and that whoever
 * publishes or discards next completes. Asked again, it tells what came of it the first time.
 */
export async function publishStaged(
  session: Session,
  publication: Publication,
): Promise<Published> {
  const before = await publishedBefore(session, publication)
  if (before) return before
  const { tables, scope, names, states } = publication
  const builds = buildsOf(await states.builds.current(), scope.run)
  requireStaged(publication, builds)
  const outdated = await outdatedOf(session, publication, builds)
  await flip(session, { names, builds, run: scope.run, tables: outdated.map(nameOf) })
  // Also what an attempt of this run that was killed had come to.
  const flipped = tables.filter(
    (table) => outdated.includes(table) || builds.published.get(table.name)?.run === scope.run,
  )
  await copyPending(session, names)
  const published = {
    tables: flipped.map(nameOf),
    ...(await moveKey(session, publication, flipped.length > 0)),
  }
  await note(session, publication, published)
  return published
}

const nameOf = ({ name }: AppTable): string => name

async function publishedBefore(
  session: Session,
  { names, scope, tables }: Publication,
): Promise<Published | undefined> {
  const { literal } = session.dialect
  const [row] = await session.rows(
    `SELECT * FROM ${opsName(names, 'publications')}
     WHERE run_id = ${literal(scope.run)} AND asked = ${literal(namesOf(tables))}`,
  )
  return row && publishedIn(row)
}

function requireStaged({ scope, tables }: Publication, { staged, published }: Builds): void {
  const lacking = tables.filter(
    ({ name }) => !staged.has(name) && published.get(name)?.run !== scope.run,
  )
  requireNone(lacking, scope.run)
}

/**
 * The tables whose published version is not what a build would make now. The others were published by another run
 * since this one built them, of the same or of more: to replace these would take their readers back.
 */
async function outdatedOf(
  session: Session,
  publication: Publication,
  { staged, published }: Builds,
): Promise<AppTable[]> {
  const { tables } = publication
  // What is published alone, without what is staged.
  const known = { place: publication, builds: { ...NO_BUILDS, published } }
  const found = new Map<AppTable, Promise<boolean>>()
  const isOutdated = (table: AppTable): Promise<boolean> => {
    const asked = found.get(table) ?? ask(table)
    found.set(table, asked)
    return asked
  }
  const ask = async (table: AppTable): Promise<boolean> => {
    const read = tablesIn(table.sql)
    const parents = tables.filter((other) => read.includes(other))
    const outdated = await Promise.all(parents.map(isOutdated))
    return outdated.includes(true) || !(await isCurrentAmong(session, table, known))
  }
  const all = await Promise.all(tables.map(isOutdated))
  // What this run has flipped before is staged no more.
  return tables.filter(({ name }, at) => all[at] === true && staged.has(name))
}

async function note(
  session: Session,
  { names, scope, tables }: Publication,
  { tables: replaced, latestData, keyMoved }: Published,
): Promise<void> {
  const { literal, now } = session.dialect
  const day = latestData === null ? 'CAST(NULL AS DATE)' : `DATE ${literal(latestData)}`
  await session.run(
    `INSERT INTO ${opsName(names, 'publications')}
     VALUES (${literal(scope.run)}, ${literal(namesOf(tables))}, ${literal(replaced.join(','))}, ${day},
       ${keyMoved ? 1 : 0}, ${now})`,
  )
}
