import { ApplicationFailure } from '@temporalio/common'
import pLimit from 'p-limit'

import type { Table } from '../../pipelines/define.ts'
import { columnsOf } from './columns.ts'
import type { Session } from './databricks-client.ts'
import { againOnConflict } from './databricks-conflicts.ts'
import { type DatabricksNames, opsName, schemaName } from './databricks-names.ts'
import { DATABRICKS_TABLES } from './databricks-own-tables.ts'
import { tablesIn } from './databricks-prepare.ts'
import { DATABRICKS } from './dialect-databricks.ts'
import { type Inventory, MARK, markOf, type Thing } from './inventory.ts'
import type { Lack } from './lack.ts'
import { lacksOf, mendable } from './lacks.ts'
import { type Layer, type Layout, type WantedTable, wantedTables } from './layout.ts'

interface Preparation {
  readonly names: DatabricksNames
  readonly tables: readonly Table[]
  readonly sources: 'sandbox' | 'live'
}

const AT_ONCE = 4

/** What is not as it is wanted. */
export async function databricksLacks(session: Session, preparation: Preparation): Promise<Lack[]> {
  const { names, tables, sources } = preparation
  const layout = layoutOf(names)
  const inventory = await inventoryOf(session, names, wantedTables(layout, tables))
  return lacksOf(inventory, { layout, tables, sources })
}

/**
 * Creates what is missing and alters what is to be, a statement at a time where one needs another; refuses all else,
 * and then changes nothing. Stopped half-way it goes on when it is asked again: it looks anew.
 */
export async function migrateDatabricks(session: Session, preparation: Preparation): Promise<void> {
  const mended = mendable(await databricksLacks(session, preparation), 'migrate')
  const run = ({ statement }: (typeof mended)[number]) =>
    againOnConflict(() => session.run(statement))
  for (const lack of mended.filter(({ of }) => of !== 'table')) await run(lack)
  await pLimit(AT_ONCE).map(
    mended.filter(({ of }) => of === 'table'),
    run,
  )
}

/** Tables are serializable, which Databricks' are not unless told: a write that read what another adds is refused. */
const layoutOf = (names: DatabricksNames): Layout => ({
  dialect: DATABRICKS,
  schemas: names,
  schemaName: (layer) => schemaName(names, names[layer]),
  options: ` TBLPROPERTIES ('delta.isolationLevel' = 'Serializable')`,
  own: DATABRICKS_TABLES,
  elsewhere: 'other schemas',
})

async function inventoryOf(
  session: Session,
  names: DatabricksNames,
  wanted: readonly WantedTable[],
): Promise<Inventory> {
  const rows = await session.rows('SHOW SCHEMAS')
  const schemas = new Set(rows.map((row) => String(Object.values(row)[0]).toLowerCase()))
  const look = (layer: Layer) =>
    schemas.has(names[layer].toLowerCase())
      ? thingsIn(session, { names, layer, wanted })
      : new Map<string, Thing>()
  const [raw, app, ops] = await Promise.all([look('raw'), look('app'), look('ops')])
  const mark = ops.has(MARK)
    ? markOf((await session.rows(`SELECT * FROM ${opsName(names, MARK)}`))[0])
    : undefined
  return { schemas, tables: { raw, app, ops }, mark }
}

interface Looked {
  readonly names: DatabricksNames
  readonly layer: Layer
  readonly wanted: readonly WantedTable[]
}

/** What is in a schema; the columns of what is not wanted are not looked at. */
async function thingsIn(
  session: Session,
  { names, layer, wanted }: Looked,
): Promise<ReadonlyMap<string, Thing>> {
  const schema = schemaName(names, names[layer])
  const views = new Set(
    (await session.rows(`SHOW VIEWS IN ${schema}`)).map((row) =>
      String(row['viewName']).toLowerCase(),
    ),
  )
  const known = new Set(
    wanted.filter((table) => table.layer === layer).map(({ name }) => name.toLowerCase()),
  )
  const found = await tablesIn(session, names, names[layer])
  const things = await pLimit(AT_ONCE).map(found, async (name): Promise<[string, Thing]> => {
    if (views.has(name)) return [name, 'view']
    return [name, known.has(name) ? await columnsIn(session, `${schema}.${name}`) : new Map()]
  })
  return new Map(things)
}

/** The columns of a table, unless this user may not read it. */
async function columnsIn(session: Session, table: string): Promise<Thing> {
  try {
    return await columnsOf(session, table)
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === 'Unauthorised')
      return { refused: error.message }
    throw error
  }
}
