import { type AppTable, render, type RawTable, tablesIn } from '../../pipelines/define.ts'
import {
  type Builds,
  type Place,
  publishedPlace,
  readBuilds,
  stagedPlace,
  textOf,
} from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import { DATABRICKS_FUNCTIONS } from './databricks-functions.ts'
import { catalogName, opsName } from './databricks-names.ts'
import { versionsOf, versionText } from './databricks-versions.ts'
import { DATABRICKS } from './dialect-databricks.ts'
import { castIn } from './dialect.ts'
import { countOf } from './facts.ts'
import { digest, stagedName } from './names.ts'

/**
 * Builds the table beside the published one; resolves to its rows. What it was built from is read before its rows: a
 * write in between makes the build count as outdated, never as newer than it is.
 */
export async function buildStaged(
  session: Session,
  table: AppTable,
  place: Place,
): Promise<number> {
  const { names, scope } = place
  const staged = stagedPlace(names, scope.run, table)
  const builds = await readBuilds(session, place)
  const inputs = await inputsOf(session, table, { place, builds })
  await session.run(
    `CREATE OR REPLACE TABLE ${staged} AS
     SELECT ${castIn(DATABRICKS, table.columns)} FROM (${textOf(table.sql, place, builds)}\n)`,
  )
  const rows = await countOf(session, staged)
  const { literal, now } = DATABRICKS
  // An addition alone conflicts with no other, so that tables can be built side by side.
  await session.run(
    `INSERT INTO ${opsName(names, 'builds')}
     VALUES (${literal(table.name)}, ${literal(scope.run)}, ${literal(inputs)}, ${rows}, 0, 0, ${now})`,
  )
  return rows
}

/** Whether the published table is what a build would make now. */
export async function isCurrent(session: Session, table: AppTable, place: Place): Promise<boolean> {
  // The run may not name anything: it is asked for before.
  stagedName(place.scope.run, table)
  return isCurrentAmong(session, table, { place, builds: await readBuilds(session, place) })
}

interface Known {
  readonly place: Place
  readonly builds: Builds
}

export async function isCurrentAmong(
  session: Session,
  table: AppTable,
  known: Known,
): Promise<boolean> {
  const build = known.builds.published.get(table.name)
  if (build?.inputs !== (await inputsOf(session, table, known))) return false
  // The rows are counted too, for what a person changes by hand.
  const there = await countOf(session, publishedPlace(known.place.names, known.builds, table))
  return there === build.rows
}

/** What a build would be made of now: the SQL, the functions, and the version of each table it reads. */
async function inputsOf(
  session: Session,
  table: AppTable,
  { place, builds }: Known,
): Promise<string> {
  const versions = await Promise.all(
    tablesIn(table.sql).map(async (parent): Promise<[string, string]> => {
      const version =
        parent.layer === 'raw'
          ? await writtenTo(session, parent, place)
          : (builds.staged.get(parent.name) ?? builds.published.get(parent.name))?.inputs
      return [parent.name, version ?? 'never built']
    }),
  )
  const byName = new Map(versions)
  const versioned = ({ name }: { name: string }) => `${name}@${byName.get(name)}`
  const naming = { runDay: place.scope.runDay, published: versioned, table: versioned }
  return digest(
    [
      render(table.sql, naming),
      castIn(DATABRICKS, table.columns),
      ...Object.values(DATABRICKS_FUNCTIONS),
    ].join('\n'),
  )
}

async function writtenTo(session: Session, table: RawTable, { names }: Place): Promise<string> {
  const { written } = await versionsOf(session, catalogName(names, table))
  return versionText(written)
}
