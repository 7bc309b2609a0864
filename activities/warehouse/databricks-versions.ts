import type { Statements } from './statements.ts'
import type { Row } from './warehouse.ts'

/** What Delta does to a table, or is told of it, that leaves its rows as they are. */
const UPKEEP =
  /^(OPTIMIZE|VACUUM|REORG|CLUSTER BY|ANALYZE|(SET|UNSET) TBLPROPERTIES|(ADD|DROP) CONSTRAINT|UPGRADE PROTOCOL|ADD|DROP|CHANGE|UPDATE) ?(START|END|FEATURE|COLUMNS?|SCHEMA|.*PROPERTIES)?$/

/** How far back upkeep is told from writes; beyond, a version of upkeep counts as one. */
const LOOKED_AT = 20

export interface Version {
  readonly version: number
  readonly at: string
}

export interface Versions {
  /** The newest one: it has all columns that the table has. */
  readonly newest: number
  /**
   * The newest one whose rows are other than those before it. A table that was made anew begins again at 0, so that the
   * moment belongs to what names a version.
   */
  readonly written: Version
}

export async function versionsOf(session: Statements, name: string): Promise<Versions> {
  const rows = await session.rows(`DESCRIBE HISTORY ${name} LIMIT ${LOOKED_AT}`)
  const written = rows.find(({ operation }) => !isUpkeep(String(operation))) ?? rows.at(-1)
  return { newest: versionIn(rows[0]).version, written: versionIn(written) }
}

const isUpkeep = (operation: string): boolean => UPKEEP.test(operation) && operation !== 'UPDATE'

const versionIn = (row: Row | undefined): Version => ({
  version: Number(row?.['version']),
  at: String(row?.['timestamp']),
})

export const versionText = ({ version, at }: Version): string => `${version} of ${at}`
