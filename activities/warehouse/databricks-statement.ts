import { dirname } from 'node:path'

import type { DBSQLClient } from '@databricks/sql'

import type { Cell, Row } from './warehouse.ts'

export type DriverSession = Awaited<ReturnType<DBSQLClient['openSession']>>
type Operation = Awaited<ReturnType<DriverSession['executeStatement']>>

export interface Asked {
  /** Seconds that the statement may take. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** The local file that a PUT may read; empty for a REMOVE. */
  readonly stagedFile?: string
}

export interface Answer {
  readonly rows: Row[]
}

/**
 * Runs a statement to its end. An aborted signal cancels it, and what it ends with then counts: a write that was
 * committed all the same is told as such.
 */
export async function answerOf(
  session: DriverSession,
  statement: string,
  { timeout, signal, stagedFile }: Asked,
): Promise<Answer> {
  const staging = stagedFile !== undefined
  const operation = await session.executeStatement(statement, {
    queryTimeout: timeout,
    ...(staging && { stagingAllowedLocalPath: stagedFile ? [dirname(stagedFile)] : [] }),
  })
  const cancel = () => {
    // Where this fails, the statement's own end or time limit comes.
    void operation.cancel().catch(() => undefined)
  }
  signal?.addEventListener('abort', cancel, { once: true })
  if (signal?.aborted) cancel()
  try {
    return { rows: staging ? [] : await rowsOf(operation) }
  } finally {
    signal?.removeEventListener('abort', cancel)
    await operation.close().catch(() => undefined)
  }
}

async function rowsOf(operation: Operation): Promise<Row[]> {
  await operation.finished()
  if (!(await hasRows(operation))) return []
  const found: readonly unknown[] = await operation.fetchAll()
  const schema = await operation.getSchema()
  const types = new Map(
    schema?.columns.map(({ columnName, typeDesc }) => [
      columnName,
      typeDesc.types[0]?.primitiveEntry?.type,
    ]),
  )
  return found.map((row) =>
    Object.fromEntries(
      Object.entries(row ?? {}).map(([name, value]) => [name, cellOf(value, types.get(name))]),
    ),
  )
}

async function hasRows(operation: Operation): Promise<boolean> {
  const schema = await operation.getSchema()
  return (schema?.columns.length ?? 0) > 0
}

/** `TTypeId` of Thrift. */
const [TIMESTAMP, DECIMAL, DATE] = [8, 15, 17]

/** What the driver makes of a value hangs on how it was carried: a day is a `Date` or a text. */
function cellOf(value: unknown, type: number | undefined): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date) {
    const moment = value.toISOString()
    return type === DATE ? moment.slice(0, 10) : moment
  }
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint' || type === DECIMAL) return Number(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  return type === TIMESTAMP ? new Date(`${value.replace(' ', 'T')}Z`).toISOString() : value
}
