import { onTestFinished } from 'vitest'

import type {
  CacheKey,
  Cell,
  DaysReplaced,
  Judge,
  Published,
  Replaced,
  Row,
  Scope,
  Warehouse,
  Written,
} from '../../../activities/warehouse/warehouse.ts'
import type { AppendFacts, ReplaceDaysFacts, ReplaceFacts } from '../../../checks/facts.ts'
import {
  type AppTable,
  expression,
  type RawTable,
  sql,
  type Table,
  type Window,
} from '../../../pipelines/define.ts'
import { parquetOf } from '../../support/parquet.ts'
import type { Site, WarehouseHarness } from './harness.ts'
import { APP, KEY, keyTable, RAW } from './tables.ts'

/** A run, which sees what it has staged. */
export const scope = (run = 'r1', day = '2026-02-01'): Scope => ({ run, runDay: day })

type Line = readonly Cell[]

/** A warehouse for one test, and short names for what is done with it. */
export class Scene {
  readonly site: Site
  readonly warehouse: Warehouse

  private constructor(site: Site, warehouse: Warehouse) {
    this.site = site
    this.warehouse = warehouse
  }

  /** An empty warehouse; all is removed when the test ends. */
  static async empty(harness: WarehouseHarness): Promise<Scene> {
    return Scene.#at(await harness.create())
  }

  /** A warehouse with the suite's tables, without rows. */
  static prepared(harness: WarehouseHarness): Promise<Scene> {
    return Scene.preparedFor(harness, [...RAW, ...APP])
  }

  /** A warehouse with some tables, without rows; there may be others of the suite's. */
  static async preparedFor(harness: WarehouseHarness, tables: readonly Table[]): Promise<Scene> {
    const scene = await Scene.#at(await harness.lend())
    await scene.warehouse.prepare(tables, 'sandbox')
    return scene
  }

  static async #at(site: Site): Promise<Scene> {
    onTestFinished(() => site.remove())
    return new Scene(site, await opened(site))
  }

  /** Another session with the same warehouse. */
  another(): Promise<Warehouse> {
    return opened(this.site)
  }

  async append(
    table: RawTable,
    rows: readonly Line[],
    { judge = () => [], by = this.warehouse, run = scope() }: Appending = {},
  ): Promise<Written> {
    const file = await parquetOf(table.columns, rows)
    return by.append({ table, file, window: windowOf(rows) }, judge, run)
  }

  async replace(
    table: RawTable,
    rows: readonly Line[],
    judge: Judge<ReplaceFacts> = () => [],
  ): Promise<Replaced> {
    const file = await parquetOf(table.columns, rows)
    return this.warehouse.replace({ table, file }, judge, scope())
  }

  /** Replaces the days of a window, which is that of the rows unless said. */
  async replaceDays(
    table: RawTable,
    rows: readonly Line[],
    {
      window = windowOf(rows),
      judge = () => [],
      by = this.warehouse,
      run = scope(),
    }: Swapping = {},
  ): Promise<DaysReplaced> {
    const file = await parquetOf(table.columns, rows)
    return by.replaceDays({ table, file, window }, judge, run)
  }

  /** Builds the tables in their order, and publishes them. */
  async release(
    tables: readonly AppTable[],
    { run = scope(), key = KEY }: { run?: Scope; key?: CacheKey } = {},
  ): Promise<Published> {
    for (const table of tables) await this.warehouse.build(table, run)
    return this.warehouse.publish(tables, key, run)
  }

  /** The rows of a table in the order of its columns, as a run sees them. */
  rows(table: Table, run: Scope = scope('reader'), by = this.warehouse): Promise<Line[]> {
    return rowsOf(by, table, run)
  }

  /** The one row of the cache key, or undefined. */
  async key(): Promise<Row | undefined> {
    const [row] = await this.warehouse.query(sql`select * from ${keyTable}`, scope('reader'))
    return row
  }

  /** What the warehouse keeps of its own. */
  ops(table: string): Promise<readonly Row[]> {
    const name = expression(`${this.site.ops}.${table}`)
    return this.warehouse.query(sql`select * from ${name}`, scope('reader'))
  }
}

interface Appending {
  readonly judge?: Judge<AppendFacts>
  readonly by?: Warehouse
  readonly run?: Scope
}

interface Swapping extends Omit<Appending, 'judge'> {
  readonly window?: Window
  readonly judge?: Judge<ReplaceDaysFacts>
}

/** The window from the first to the last day of rows that begin with one. */
function windowOf(rows: readonly Line[]): Window {
  const days = rows.map(([day]) => String(day)).sort()
  return { from: days[0] ?? '2026-01-01', to: days.at(-1) ?? '2026-01-01' }
}

async function opened(site: Site): Promise<Warehouse> {
  const warehouse = await site.open()
  onTestFinished(() => warehouse.close())
  return warehouse
}

async function rowsOf(by: Warehouse, table: Table, run: Scope): Promise<Line[]> {
  const columns = expression(Object.keys(table.columns).join(', '))
  const rows = await by.query(sql`select ${columns} from ${table} order by ${columns}`, run)
  return rows.map((row) => Object.values(row))
}
