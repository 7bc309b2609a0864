import { type Inventory, type Mark, MARK } from './inventory.ts'
import type { Lack } from './lack.ts'
import { type Layout, placeOf } from './layout.ts'
import { OPS_MIGRATIONS, type OpsMigration } from './ops-migrations.ts'

type Sources = 'sandbox' | 'live'

interface Wanted {
  readonly layout: Layout
  readonly sources: Sources
  /** @default those that there are */
  readonly migrations?: readonly OpsMigration[]
}

/** What is wrong with the version of the ops schema, and with what feeds the warehouse. */
export function markLacks({ mark, tables }: Inventory, wanted: Wanted): Lack[] {
  const { layout, sources, migrations = OPS_MIGRATIONS } = wanted
  if (mark === null)
    return [
      {
        of: 'mark',
        what: `${layout.schemas.ops}.${MARK} has no row, so nobody knows what feeds this warehouse`,
        by: 'person',
        advice: 'Drop that table where nothing else needs it, and it is made anew',
      },
    ]
  // Tables that nobody marked were made by the pipeline this one replaces: they are the live service's.
  const fed = mark?.sources ?? (tables.raw.size + tables.app.size > 0 ? 'live' : sources)
  return [
    ...(mark ? versionLacks(mark, layout, migrations) : []),
    ...(fed === sources ? [] : [otherSources(fed, sources, layout)]),
    ...(mark || fed !== sources ? [] : [unmarked(layout, sources, migrations)]),
  ]
}

const otherSources = (fed: string, sources: Sources, { elsewhere }: Layout): Lack => ({
  of: 'mark',
  what: `it holds rows of ${fed} sources, and EES_SOURCES is ${sources}`,
  by: 'person',
  advice: `The two never meet in one warehouse: set EES_SOURCES=${fed}, or ${elsewhere}`,
})

const unmarked = (layout: Layout, sources: Sources, { length }: readonly OpsMigration[]): Lack => ({
  of: 'mark',
  what: `the warehouse is not marked as fed by ${sources} sources`,
  by: 'run',
  statement: `CREATE TABLE IF NOT EXISTS ${placeOf(layout, { layer: 'ops', name: MARK })} AS SELECT ${length + 1} AS schema_version, ${layout.dialect.literal(sources)} AS sources`,
})

function versionLacks(
  { version }: Mark,
  layout: Layout,
  migrations: readonly OpsMigration[],
): Lack[] {
  const written = migrations.length + 1
  if (version === written) return []
  const { ops } = layout.schemas
  const found = `its schema ${ops} has version ${version}, this program writes version ${written}`
  if (!(version >= 1 && version < written))
    return [
      {
        of: 'mark',
        what: found,
        by: 'person',
        advice: `Use the version of the program that goes with it, or ${layout.elsewhere}`,
      },
    ]
  const steps = migrations.slice(version - 1).flatMap((step) => step(layout.schemaName('ops')))
  const note = `UPDATE ${placeOf(layout, { layer: 'ops', name: MARK })} SET schema_version = ${written}`
  return [...steps, note].map((statement) => ({
    of: 'mark',
    what: found,
    by: 'migrate',
    statement,
  }))
}
