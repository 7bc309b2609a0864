import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  DATE,
  DuckDBDataChunk,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import { BIGINT, DOUBLE, INTEGER, TIMESTAMP, VARCHAR } from '@duckdb/node-api'

import type { BatchFacts } from '../checks/facts.ts'
import type { ColumnType, RawTable, Window } from '../pipelines/define.ts'
import { daysOf, nullsIn, repeated } from './warehouse/duckdb-append.ts'
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
  readonly #folder: string
  #batches = 0

  private constructor(file: DuckDbFile, folder: string) {
    this.#file = file
    this.#folder = folder
  }

  static async open(): Promise<Scratch> {
    const folder = await mkdtemp(join(tmpdir(), 'ees-scratch-'))
    const config = { memory_limit: MEMORY_LIMIT, temp_directory: folder, threads: '1' }
    return new Scratch(await DuckDbFile.open(':memory:', config), folder)
  }

  /** Lends an empty batch of a table to the work, and drops it afterwards. */
  async batch<T>(table: RawTable, work: (batch: LocalBatch) => Promise<T>): Promise<T> {
    this.#batches += 1
    const name = `batch_${this.#batches}`
    const path = join(this.#folder, `${name}.parquet`)
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
    this.#file.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly table: RawTable
  /** Of the staging table. */
  readonly name: string
  /** Of the parquet file. */
  readonly path: string
}

type Value = string | number | null

/** Rows of one step, held back until they are checked. */
export class LocalBatch {
  readonly #file: DuckDbFile
  readonly #place: Place

  constructor(file: DuckDbFile, place: Place) {
    this.#file = file
    this.#place = place
  }

  /** Adds a page, column by column in the table's order; dates as `2026-01-31`, a missing value as null. */
  async add(columns: readonly (readonly Value[])[]): Promise<void> {
    const { table, name } = this.#place
    const types = Object.values(table.columns)
    const days = new Map<string, DuckDBDateValue>()
    const converted = columns.map((values, at) =>
      types[at] === 'DATE' ? values.map((day) => dayValue(day, days)) : values,
    )
    await this.#file.session(async (session) => {
      const appender = await session.appender(name)
      try {
        for (let start = 0; start < (columns[0]?.length ?? 0); start += CHUNK_ROWS) {
          const chunk = DuckDBDataChunk.create(types.map((type) => TYPES[type]))
          chunk.setColumns(converted.map((values) => values.slice(start, start + CHUNK_ROWS)))
          appender.appendDataChunk(chunk)
        }
      } finally {
        appender.closeSync()
      }
    })
  }

  /** What the checks want to know of the batch. */
  facts(window: Window): Promise<BatchFacts> {
    const { table, name } = this.#place
    return this.#file.session(async (session) => ({
      window,
      days: await daysOf(session, `(SELECT * FROM ${name} WHERE date IS NOT NULL)`),
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

const DAY_MS = 86_400_000

/** Converts each distinct day once: a page has thousands of rows and a few days. */
function dayValue(day: Value | undefined, known: Map<string, DuckDBDateValue>): DuckDBValue {
  if (typeof day !== 'string') return null
  const found = known.get(day) ?? new DuckDBDateValue(Date.parse(day) / DAY_MS)
  known.set(day, found)
  return found
}
