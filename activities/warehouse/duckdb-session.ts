import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api'
import pLimit from 'p-limit'

import { DUCKDB } from './dialect-duckdb.ts'
import { statementFailure } from './duckdb-failure.ts'
import type { Statements } from './statements.ts'
import type { Cell, Row } from './warehouse.ts'

/** One connection, for as long as a piece of work lasts. */
export interface Session extends Statements {
  /** Runs a statement whose `$1`, `$2`… are the values; resolves to the rows it changed. */
  run(statement: string, values?: readonly Cell[]): Promise<number>
  rows(statement: string, values?: readonly Cell[]): Promise<Row[]>
  /** Bulk rows into a table of the default schema; to be closed. */
  appender(table: string): Promise<DuckDBAppender>
}

/**
 * A statement holds one of libuv's four threads until it ends, and files and host names need one too: with four
 * statements under way, the whole program would wait for the shortest of them.
 */
const underWay = pLimit(3)

/** An interrupt that comes while a statement is being prepared is lost, so it is repeated. */
const INTERRUPT_MS = 10

/** Statements on a connection. An aborted signal interrupts the one under way, and lets no other begin. */
export function sessionOn(connection: DuckDBConnection, signal?: AbortSignal): Session {
  const guarded = <T>(statement: string, work: () => Promise<T>): Promise<T> =>
    underWay(async () => {
      signal?.throwIfAborted()
      let repeated: NodeJS.Timeout | undefined
      const interrupt = () => {
        connection.interrupt()
        repeated = setInterval(() => connection.interrupt(), INTERRUPT_MS)
      }
      signal?.addEventListener('abort', interrupt, { once: true })
      try {
        return await work()
      } catch (cause) {
        signal?.throwIfAborted()
        throw statementFailure(statement, cause)
      } finally {
        clearInterval(repeated)
        signal?.removeEventListener('abort', interrupt)
      }
    })
  return {
    dialect: DUCKDB,
    run: (statement, values) =>
      guarded(
        statement,
        async () => (await connection.run(statement, values && [...values])).rowsChanged,
      ),
    rows: (statement, values) => guarded(statement, () => rowsOf(connection, statement, values)),
    appender: (table) => connection.createAppender(table),
  }
}

async function rowsOf(
  connection: DuckDBConnection,
  statement: string,
  values?: readonly Cell[],
): Promise<Row[]> {
  const reader = await connection.runAndReadAll(statement, values && [...values])
  const names = reader.columnNames()
  const types = reader.columnTypes().map(String)
  return reader
    .getRowsJson()
    .map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cellOf(cell, types[at])])))
}

/** The library writes as text what JSON has no form for: wide numbers, infinity, days and moments. */
function cellOf(cell: unknown, type = ''): Cell {
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell !== 'string') return JSON.stringify(cell)
  if (/INT$|^DECIMAL|^DOUBLE$|^FLOAT$/.test(type)) return Number(cell)
  if (!type.startsWith('TIMESTAMP')) return cell
  const [moment] = /^[\d-]+ [\d:]+(\.\d{1,3})?/.exec(cell) ?? []
  return moment ? new Date(`${moment}Z`).toISOString() : cell
}
