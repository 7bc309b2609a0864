import { type AppTable, render, type Sql, type Table, tablesIn } from '../../pipelines/define.ts'
import type { Session } from './databricks-client.ts'
import { catalogName, type DatabricksNames, opsName } from './databricks-names.ts'
import { databricksText } from './dialect-databricks.ts'
import { stagedName } from './names.ts'
import type { Row, Scope } from './warehouse.ts'

/** Where the tables of a run are. */
export interface Place {
  readonly names: DatabricksNames
  readonly scope: Scope
}

/** A build of an app table. */
export interface Build {
  readonly table: string
  readonly run: string
  readonly inputs: string
  readonly rows: number
  /** Whether readers are to have it, and its rows are not in the published table yet. */
  readonly pending: boolean
}

/**
 * What readers are to have of each app table, and what a run has staged. One row of `builds` is what publishing
 * changes for each table, all in one statement: until the rows are copied, they are read where they were staged.
 */
export interface Builds {
  readonly published: ReadonlyMap<string, Build>
  readonly staged: ReadonlyMap<string, Build>
}

/** Of all runs, the newest last. */
export async function allBuilds(session: Session, names: DatabricksNames): Promise<readonly Row[]> {
  const rows = await session.rows(`SELECT * FROM ${opsName(names, 'builds')}`)
  return rows.toSorted((a, b) => String(a['built_at']).localeCompare(String(b['built_at']), 'en'))
}

/** What is to be known of them in a run. */
export function buildsOf(rows: readonly Row[], run: string): Builds {
  const byTable = (chosen: readonly Row[]) =>
    new Map(chosen.map(buildOf).map((build) => [build.table, build]))
  return {
    published: byTable(rows.filter((row) => row['published'] === 1)),
    staged: byTable(rows.filter((row) => row['published'] === 0 && row['run_id'] === run)),
  }
}

const buildOf = (row: Row): Build => ({
  table: String(row['table_name']),
  run: String(row['run_id']),
  inputs: String(row['inputs']),
  rows: Number(row['rows']),
  pending: row['pending'] === 1,
})

/** A staged table, with its schema. */
export const stagedPlace = (names: DatabricksNames, run: string, table: AppTable): string =>
  catalogName(names, { layer: 'app', name: stagedName(run, table) })

/** Where the rows of an app table are that readers are to have. */
export function publishedPlace(
  names: DatabricksNames,
  builds: Builds,
  table: Pick<AppTable, 'name' | 'layer'>,
): string {
  const build = builds.published.get(table.name)
  return catalogName(
    names,
    build?.pending ? { layer: 'app', name: `staged_${build.run}__${table.name}` } : table,
  )
}

export const readsApp = (statement: Sql): boolean =>
  tablesIn(statement).some(({ layer }) => layer === 'app')

/** The text of a statement of a run: what it has staged stands in for what is published. */
export function textOf(statement: Sql, { names, scope }: Place, builds: Builds): string {
  const place = (table: Table): string => {
    if (table.layer === 'raw') return catalogName(names, table)
    return builds.staged.has(table.name)
      ? stagedPlace(names, scope.run, table)
      : publishedPlace(names, builds, table)
  }
  return databricksText(
    render(statement, {
      runDay: scope.runDay,
      table: place,
      published: (table) => publishedPlace(names, builds, table),
    }),
  )
}

export const NO_BUILDS: Builds = { published: new Map(), staged: new Map() }
