import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import {
  BIGINT,
  DATE,
  DOUBLE,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  TIMESTAMP,
  VARCHAR,
} from '@duckdb/node-api'

import type { BatchFacts } from '../checks/facts.ts'
import type { ColumnType, RawTable, Window } from '../pipelines/define.ts'
import { final } from './failure.ts'
import type { Cell } from './frame.ts'
import { stagedColumn } from './staged-column.ts'
import { makeTemporaryFolder, type TemporaryFolder } from './temporary-folder.ts'
import { daysOf, nullsIn, repeated } from './warehouse/facts.ts'
import { DuckDbFile } from './warehouse/duckdb-file.ts'
import { columnDefinitions, literal } from './warehouse/duckdb-names.ts'

/** Rows wait here between the source and the warehouse; beyond this DuckDB spills them to disk. */
const MEMORY_LIMIT = '256MB'

/** DuckDB takes at most this many rows in one chunk. */
const CHUNK_ROWS = 2048

const TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  DATE,
  TIMESTAMP,
  STRING: VARCHAR,
  DOUBLE,
  INT: INTEGER,
  BIGINT,
}

/** Local staging of a worker: batches on their way into the warehouse, in memory bounded by what one page needs. */
export class Scratch {
  readonly #file: DuckDbFile
  readonly #folder: TemporaryFolder
  #batches = 0

  private constructor(file: DuckDbFile, folder: TemporaryFolder) {
    this.#file = file
    this.#folder = folder
  }

  static async open(): Promise<Scratch> {
    const folder = await makeTemporaryFolder('scratch')
    const config = { memory_limit: MEMORY_LIMIT, temp_directory: folder.path, threads: '1' }
    return new Scratch(await DuckDbFile.open(':memory:', config), folder)
  }

  /** Lends an empty batch of a table to the work, and drops it afterwards. */
  async batch<T>(table: RawTable, work: (batch: LocalBatch) => Promise<T>): Promise<T> {
    this.#batches += 1
    const name = `batch_${this.#batches}`
    const path = join(this.#folder.path, `${name}.parquet`)
    await this.#file.session((session) =>
      session.run(`CREATE TABLE ${name} (${columnDefinitions(table.columns)})`),
    )
    try {
      return await work(new LocalBatch(this.#file, { table, name, path }))
    } finally {
      await this.#file.session((session) => session.run(`DROP TABLE ${name}`))
      await rm(path, { force: true })
    }
  }

  async close(): Promise<void> {
    await this.#file.close()
    await this.#folder.remove()
  }
}

interface Place {
  readonly table: RawTable
  /** Of the staging table. */
  readonly name: string
  /** Of the parquet file. */
  readonly path: string
}

/** The facts of a batch without rows; windows before a property's first day have none. */
const NOTHING: Omit<BatchFacts, 'window'> = {
  days: new Map(),
  nulls: new Map(),
  duplicates: { count: 0, examples: [] },
}

/** Rows of one step, held back until they are checked. */
export class LocalBatch {
  readonly #file: DuckDbFile
  readonly #place: Place
  #rows = 0

  constructor(file: DuckDbFile, place: Place) {
    this.#file = file
    this.#place = place
  }

  /** Rows added so far. */
  get rows(): number {
    return this.#rows
  }

  /**
   * Adds a page, column by column in the table's order. Lets other work of the process in between, as a page of any
   * length must not hold up heartbeats.
   *
   * @throws ApplicationFailure where a column is missing or a cell is not of its type.
   */
  async add(columns: readonly (readonly Cell[])[]): Promise<void> {
    const { table, name } = this.#place
    const rows = requireWhole(table, columns)
    if (rows === 0) return
    const staged = Object.entries(table.columns).map(([column, type], at) => ({
      column: { table: table.name, name: column, type },
      cells: columns[at] ?? [],
    }))
    await this.#file.session(async (session) => {
      const appender = await session.appender(name)
      try {
        for (let start = 0; start < rows; start += CHUNK_ROWS) {
          const chunk = DuckDBDataChunk.create(staged.map(({ column }) => TYPES[column.type]))
          chunk.setColumns(
            staged.map(({ column, cells }) =>
              stagedColumn(column, cells.slice(start, start + CHUNK_ROWS)),
            ),
          )
          appender.appendDataChunk(chunk)
          await setImmediate()
        }
      } finally {
        appender.closeSync()
      }
    })
    this.#rows += rows
  }

  /** What the checks want to know of the batch. */
  async facts(window: Window): Promise<BatchFacts> {
    const { table, name } = this.#place
    if (this.#rows === 0) return { window, ...NOTHING }
    return this.#file.session(async (session) => ({
      window,
      days: await daysOf(session, name),
      nulls: await nullsIn(session, name, table.columns),
      duplicates: await repeated(session, name, table.key),
    }))
  }

  /** Writes the batch as a parquet file and resolves to its path. */
  async save(): Promise<string> {
    const { name, path } = this.#place
    await this.#file.session((session) =>
      session.run(`COPY ${name} TO ${literal(path)} (FORMAT parquet)`),
    )
    return path
  }
}

/** The rows of a page, whose columns must be those of the table and equally long. */
function requireWhole(table: RawTable, columns: readonly (readonly Cell[])[]): number {
  const wanted = Object.keys(table.columns)
  const lengths = columns.map(({ length }) => length)
  if (columns.length === wanted.length && new Set(lengths).size <= 1) return lengths[0] ?? 0
  throw final(
    'BrokenContract',
    `Staging rows of ${table.name}: a page has columns of ${lengths.join(', ')} cells, wanted are the ${wanted.length} columns ${wanted.join(', ')}, all of one length. The source did not answer in the agreed form; nothing was written.`,
  )
}
