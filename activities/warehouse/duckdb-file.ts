import { mkdir, realpath, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'

import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import pLimit, { type LimitFunction } from 'p-limit'

import { final } from '../failure.ts'
import { openFailure } from './duckdb-failure.ts'
import { DUCKDB_FUNCTIONS } from './duckdb-functions.ts'
import { type Session, sessionOn } from './duckdb-session.ts'

export type { Session } from './duckdb-session.ts'

type Work<T> = (session: Session) => Promise<T>

interface Transaction<T> {
  readonly signal?: AbortSignal | undefined
  /** Whether what was done is to be kept. @default always */
  readonly keeps?: (result: T) => boolean
}

/** What both warehouses agree on, so that one SQL text means one thing. */
const SESSION = [
  `SET TimeZone = 'UTC'`,
  `SET default_null_order = 'nulls_first_on_asc_last_on_desc'`,
  ...DUCKDB_FUNCTIONS,
].join(';\n')

const MEMORY = ':memory:'

/**
 * Each statement under way has a thread of its own besides, and one of them often waits for the disk. To share a
 * statement among threads costs up to a half more processor time than to run several side by side.
 */
const THREADS = Math.max(1, availableParallelism() - 1)

/**
 * What this process holds, by real path. DuckDB's lock keeps other processes out, but not a second opening in this
 * one, which would damage the file: all who open a file share it.
 */
const held = new Map<string, DuckDbFile>()

/** Files are opened and closed one at a time, so that none is met half closed. */
const turn = pLimit(1)

/** A DuckDB database file that this process holds, or a database in memory when the path is `:memory:`. */
export class DuckDbFile {
  readonly #path: string
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[] = []
  readonly #writers = new Map<string, LimitFunction>()
  readonly #atWork = new Set<Promise<unknown>>()
  #users = 0
  /** Device and number of the file, undefined in memory. */
  #identity: string | undefined

  private constructor(path: string, instance: DuckDBInstance) {
    this.#path = path
    this.#instance = instance
  }

  /**
   * Opens or creates the file, and its folder; each opening is to be closed. `config` holds DuckDB's own settings, and
   * has no effect on a file that this process has open already.
   *
   * @throws ApplicationFailure that says what is wrong with the file.
   */
  static open(path: string, config: Record<string, string> = {}): Promise<DuckDbFile> {
    return turn(async () => {
      try {
        const place = path === MEMORY ? path : await placeOf(path)
        const file = held.get(place) ?? (await DuckDbFile.#create(place, config))
        file.#users += 1
        return file
      } catch (cause) {
        throw openFailure(path, cause)
      }
    })
  }

  static async #create(place: string, config: Record<string, string>): Promise<DuckDbFile> {
    const file = new DuckDbFile(
      place,
      await DuckDBInstance.create(place, { threads: String(THREADS), ...config }),
    )
    if (place === MEMORY) return file
    file.#identity = await identityOf(place)
    held.set(place, file)
    return file
  }

  /** Lends a connection to the work; an aborted signal interrupts the statement under way. */
  session<T>(work: Work<T>, signal?: AbortSignal): Promise<T> {
    return this.#lend((connection) => work(sessionOn(connection, signal)))
  }

  /**
   * Shows the work one state of the tables, and commits what it did, all at once, or nothing of it: an error or an
   * aborted signal undoes it.
   */
  transaction<T>(work: Work<T>, { signal, keeps = () => true }: Transaction<T> = {}): Promise<T> {
    return this.#lend(async (connection) => {
      const session = sessionOn(connection, signal)
      // Undoing is not to be interrupted.
      const undo = () => sessionOn(connection).run('ROLLBACK')
      await session.run('BEGIN TRANSACTION')
      try {
        const result = await work(session)
        if (keeps(result)) {
          await this.#requireInPlace()
          await session.run('COMMIT')
        } else await undo()
        return result
      } catch (error) {
        // A COMMIT that failed has ended the transaction itself; the error that counts is the first one.
        await undo().catch(() => undefined)
        throw error
      }
    })
  }

  /** Lends one writer at a time to a table: DuckDB itself would let two appends pass each other. */
  writing<T>(table: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#writers.get(table) ?? pLimit(1)
    this.#writers.set(table, queue)
    return queue(work)
  }

  /** Gives back the space of what was dropped: until then a file grows by every table that is built anew. */
  async compact(): Promise<void> {
    // What was committed is safe without it, and the next one does it as well.
    await this.session((session) => session.run('CHECKPOINT')).catch(() => undefined)
  }

  /** Waits for the work under way; the last to close a file lets other processes have it. */
  close(): Promise<void> {
    return turn(async () => {
      this.#users -= 1
      if (this.#users > 0) return
      await Promise.allSettled(this.#atWork)
      for (const connection of this.#idle.splice(0)) connection.closeSync()
      this.#instance.closeSync()
      held.delete(this.#path)
    })
  }

  async #lend<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (this.#users < 1) throw new Error(`The DuckDB file ${this.#path} was closed before.`)
    const done = this.#lendOpen(work)
    this.#atWork.add(done)
    try {
      return await done
    } finally {
      this.#atWork.delete(done)
    }
  }

  async #lendOpen<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = this.#idle.pop() ?? (await this.#connect())
    try {
      return await work(connection)
    } finally {
      this.#idle.push(connection)
    }
  }

  async #connect(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect()
    await connection.run(SESSION)
    return connection
  }

  /** A file that was removed while it is open can still be written, and what is written is lost. */
  async #requireInPlace(): Promise<void> {
    if (!this.#identity || this.#identity === (await identityOf(this.#path))) return
    throw final(
      'Warehouse',
      `Writing to the DuckDB file ${this.#path}: it was moved, removed or replaced after this program opened it, so what is written would be lost; nothing was written. Put the file back, and start the program again.`,
    )
  }
}

/** The file's path without links, also where it is yet to be created; its folder is. */
async function placeOf(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const folder = await realpath(dirname(path))
  // Where nothing is to be resolved, the file is a new one.
  return realpath(path).catch(() => join(folder, basename(path)))
}

/** Device and number of a file; none where there is no file. */
async function identityOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && `${found.dev}:${found.ino}`
}
