import { type AppTable, render, tablesIn } from '../../pipelines/define.ts'
import {
  type Builds,
  buildsOf,
  type Place,
  publishedPlace,
  stagedPlace,
  textOf,
} from './databricks-builds.ts'
import type { Session } from './databricks-client.ts'
import { DATABRICKS_FUNCTIONS } from './databricks-functions.ts'
import { catalogName, opsName } from './databricks-names.ts'
import type { States } from './databricks-states.ts'
import { versionText } from './databricks-versions.ts'
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
  place: Looking,
): Promise<number> {
  const { names, scope, states } = place
  const staged = stagedPlace(names, scope.run, table)
  const builds = buildsOf(await states.builds.current(), scope.run)
  const inputs = await inputsOf(table, { place, builds })
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

interface Looking extends Place {
  readonly states: States
}

/** Whether the published table is what a build would make now. */
export async function isCurrent(
  session: Session,
  table: AppTable,
  place: Looking,
): Promise<boolean> {
  const { scope, states } = place
  // The run may not name anything: it is asked for before.
  stagedName(scope.run, table)
  // What is read for many is not broken off for one.
  scope.signal?.throwIfAborted()
  const builds = buildsOf(await states.builds.current(), scope.run)
  return isCurrentAmong(session, table, { place, builds })
}

interface Known {
  readonly place: Looking
  readonly builds: Builds
}

export async function isCurrentAmong(
  session: Session,
  table: AppTable,
  known: Known,
): Promise<boolean> {
  const build = known.builds.published.get(table.name)
  if (build?.inputs !== (await inputsOf(table, known))) return false
  // The rows are counted too, for what a person changes by hand.
  const there = await countOf(session, publishedPlace(known.place.names, known.builds, table))
  return there === build.rows
}

/** What a build would be made of now: the SQL, the functions, and the version of each table it reads. */
async function inputsOf(table: AppTable, { place, builds }: Known): Promise<string> {
  const versions = await Promise.all(
    tablesIn(table.sql).map(async (parent): Promise<[string, string]> => {
      const version =
        parent.layer === 'raw'
          ? versionText(
              (await place.states.versions(catalogName(place.names, parent)).current()).written,
            )
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
