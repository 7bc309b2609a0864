import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import pLimit, { type LimitFunction } from 'p-limit'

import { DUCKDB_FUNCTIONS } from './duckdb-functions.ts'
import { asFailure, openFailure } from './duckdb-failure.ts'
import type { Cell, Row } from './warehouse.ts'

/** One connection, for as long as a piece of work lasts. */
export interface Session {
  run(statement: string): Promise<void>
  rows(statement: string): Promise<Row[]>
  /** Bulk rows into a table of the default schema; to be closed. */
  appender(table: string): Promise<DuckDBAppender>
}

type Work<T> = (session: Session) => Promise<T>

/** What both warehouses agree on, so that one SQL text means one thing. */
const SESSION = [
  `SET TimeZone = 'UTC'`,
  `SET default_null_order = 'nulls_first_on_asc_last_on_desc'`,
  ...DUCKDB_FUNCTIONS,
]

/** A DuckDB database file that this process holds, or a database in memory when the path is `:memory:`. */
export class DuckDbFile {
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[] = []
  readonly #writers = new Map<string, LimitFunction>()

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance
  }

  /** Opens or creates the file, and its folder; `config` holds DuckDB's own settings. */
  static async open(path: string, config: Record<string, string> = {}): Promise<DuckDbFile> {
    try {
      if (path !== ':memory:') await mkdir(dirname(path), { recursive: true })
      // Two instances on one file corrupt it, and the file's lock does not hold within a process; the cache does.
      return new DuckDbFile(
        path === ':memory:'
          ? await DuckDBInstance.create(path, config)
          : await DuckDBInstance.fromCache(path, config),
      )
    } catch (cause) {
      throw openFailure(path, cause)
    }
  }

  /** Lends a connection to the work; an aborted signal interrupts the statement under way. */
  async session<T>(work: Work<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    const connection = this.#idle.pop() ?? (await this.#connect())
    const interrupt = () => connection.interrupt()
    signal?.addEventListener('abort', interrupt)
    try {
      return await work(sessionOn(connection))
    } catch (cause) {
      signal?.throwIfAborted()
      throw asFailure(cause)
    } finally {
      signal?.removeEventListener('abort', interrupt)
      this.#idle.push(connection)
    }
  }

  /** Commits what the work did, or nothing of it: an error undoes it all. */
  transaction<T>(work: Work<T>, signal?: AbortSignal): Promise<T> {
    return this.session(async (session) => {
      await session.run('BEGIN TRANSACTION')
      try {
        const result = await work(session)
        await session.run('COMMIT')
        return result
      } catch (error) {
        // A failed COMMIT has ended the transaction already; the error that counts is the first one.
        await session.run('ROLLBACK').catch(() => undefined)
        throw error
      }
    }, signal)
  }

  /** Lets one writer at a time at a table: DuckDB itself would let two appends pass each other. */
  writing<T>(table: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#writers.get(table) ?? pLimit(1)
    this.#writers.set(table, queue)
    return queue(work)
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync()
    this.#instance.closeSync()
  }

  async #connect(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect()
    for (const statement of SESSION) await connection.run(statement)
    return connection
  }
}

function sessionOn(connection: DuckDBConnection): Session {
  return {
    run: async (statement) => void (await connection.run(statement)),
    appender: (table) => connection.createAppender(table),
    rows: async (statement) => {
      const reader = await connection.runAndReadAll(statement)
      const whole = reader
        .columnTypes()
        .map((type) => /^(BIGINT|HUGEINT|UBIGINT)$/.test(String(type)))
      const names = reader.columnNames()
      return reader
        .getRowsJson()
        .map((row) =>
          Object.fromEntries(row.map((cell, at) => [names[at], cellOf(cell, whole[at])])),
        )
    },
  }
}

function cellOf(cell: unknown, whole = false): Cell {
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell === 'string') return whole ? Number(cell) : cell
  return JSON.stringify(cell)
}
