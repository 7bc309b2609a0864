import { DBSQLClient } from '@databricks/sql'
import pLimit, { type LimitFunction } from 'p-limit'

import { DATABRICKS } from './dialect-databricks.ts'
import { briefly, databricksFailure, messageOf } from './databricks-failure.ts'
import { functionsIn } from './databricks-functions.ts'
import { type Login, loginHeaders } from '../databricks-login.ts'
import { type Answer, answerOf, type Asked, type DriverSession } from './databricks-statement.ts'
import type { Statements } from './statements.ts'

export interface DatabricksAddress {
  /** With a port where it is not 443. */
  readonly hostname: string
  readonly httpPath: string
  readonly login: Login
}

/** A statement at the warehouse, the session it has, and moving files through the staging volume. */
export interface Session extends Statements {
  /** Puts a local file into a volume. */
  upload(file: string, path: string): Promise<void>
  /** Removes a file from a volume; one that is not there is no fault. */
  remove(path: string): Promise<void>
}

/** So many statements are under way at once; the SQL warehouse puts the others in a queue anyway. */
const AT_ONCE = 8

/** What every session is, whatever the SQL warehouse was set to. */
const CONFIGURATION = { ANSI_MODE: 'true', TIMEZONE: 'UTC' }

/** The driver's own logger would listen to the whole process's uncaught errors. */
const SILENT = { log: () => undefined }

interface OpenSession {
  readonly session: DriverSession
  /** The functions that it has defined. */
  readonly defined: Set<string>
}

/** A session pool of a worker: statements have no state but the functions that each session defines. */
export class DatabricksClient {
  readonly #client: DBSQLClient
  readonly #idle: OpenSession[] = []
  readonly #open = new Set<OpenSession>()
  readonly #underWay = pLimit(AT_ONCE)
  readonly #writers = new Map<string, LimitFunction>()
  readonly #catalog: string
  readonly #timeout: number

  private constructor(client: DBSQLClient, catalog: string, timeout: number) {
    this.#client = client
    this.#catalog = catalog
    this.#timeout = timeout
  }

  /** Makes ready to connect; the first statement does. `timeout` is what a statement may take, in seconds. */
  static async open(
    { hostname, httpPath, login, catalog }: DatabricksAddress & { readonly catalog: string },
    timeout: number,
  ): Promise<DatabricksClient> {
    const [host = '', port] = hostname.split(':')
    const client = new DBSQLClient({ logger: SILENT })
    const headers = loginHeaders(hostname, login)
    try {
      await client.connect({
        host,
        path: httpPath,
        ...(port !== undefined && { port: Number(port) }),
        authType: 'custom',
        provider: { authenticate: async () => ({ ...(await headers()) }) },
        userAgentEntry: 'ees-analytics-pipeline',
        telemetryEnabled: false,
        socketTimeout: (timeout + 60) * 1000,
        retryMaxAttempts: 4,
        retriesTimeout: 30_000,
      })
    } catch (cause) {
      throw databricksFailure(`Connecting to ${hostname}`, cause)
    }
    return new DatabricksClient(client, catalog, timeout)
  }

  /** Where statements run; an aborted signal cancels the one under way, and lets no other begin. */
  session(signal?: AbortSignal): Session {
    const ask = (statement: string, asked: Partial<Asked> = {}) =>
      this.#ask(statement, { ...asked, signal, timeout: this.#timeout })
    return {
      dialect: DATABRICKS,
      run: async (statement) => changedBy(await ask(statement)),
      rows: async (statement) => (await ask(statement)).rows,
      upload: async (file, path) => {
        await ask(`PUT ${text(file)} INTO ${text(path)} OVERWRITE`, { stagedFile: file })
      },
      remove: async (path) => {
        await ask(`REMOVE ${text(path)}`, { stagedFile: '' })
      },
    }
  }

  /** Lends one writer of this process at a time to a table; those of others conflict, and try again. */
  writing<T>(table: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#writers.get(table) ?? pLimit(1)
    this.#writers.set(table, queue)
    return queue(work)
  }

  async close(): Promise<void> {
    // Sessions that the other side has lost cannot be closed, and need not be.
    await Promise.allSettled([...this.#open].map(({ session }) => session.close()))
    await this.#client.close()
  }

  #ask(statement: string, asked: Asked): Promise<Answer> {
    return this.#underWay(async () => {
      asked.signal?.throwIfAborted()
      try {
        return await this.#lend(async (open) => {
          await this.#define(open, statement)
          return answerOf(open.session, statement, asked)
        })
      } catch (cause) {
        asked.signal?.throwIfAborted()
        throw databricksFailure(briefly(statement), cause)
      }
    })
  }

  /**
   * A session that has failed otherwise than by the statement itself is given up. Where the other side knows of no
   * such session, the statement was not begun, and is asked of a new one.
   */
  async #lend<T>(work: (open: OpenSession) => Promise<T>): Promise<T> {
    const idle = this.#idle.pop()
    const session = idle ?? (await this.#begin())
    try {
      const done = await work(session)
      this.#idle.push(session)
      return done
    } catch (error) {
      if (isOfStatement(error)) this.#idle.push(session)
      else this.#giveUp(session)
      if (idle && isOfSession(error)) return this.#lend(work)
      throw error
    }
  }

  #giveUp(open: OpenSession): void {
    this.#open.delete(open)
    void open.session.close().catch(() => undefined)
  }

  async #begin(): Promise<OpenSession> {
    const session = await this.#client.openSession({
      initialCatalog: this.#catalog,
      configuration: { ...CONFIGURATION, STATEMENT_TIMEOUT: String(this.#timeout) },
    })
    const open = { session, defined: new Set<string>() }
    this.#open.add(open)
    return open
  }

  async #define({ session, defined }: OpenSession, statement: string): Promise<void> {
    for (const [name, definition] of functionsIn(statement))
      if (!defined.has(name)) {
        await answerOf(session, definition, { timeout: this.#timeout })
        defined.add(name)
      }
  }
}

const text = DATABRICKS.literal

/** Told by name: the driver does not export its class. */
const isOfStatement = (error: unknown): boolean =>
  error instanceof Error && error.constructor.name === 'OperationStateError'

const isOfSession = (error: unknown): boolean =>
  /Invalid SessionHandle|session .*(closed|expired|not exist|not found)/i.test(messageOf(error))

const changedBy = ({ rows }: Answer): number => Number(rows[0]?.['num_affected_rows'] ?? 0)
