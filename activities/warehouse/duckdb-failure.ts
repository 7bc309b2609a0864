import { ApplicationFailure } from '@temporalio/common'

import { final, passing } from '../failure.ts'

/** Why the file could not be opened, and what to do about it. */
export function openFailure(path: string, cause: unknown): ApplicationFailure {
  const found = text(cause)
  const [, holder] = /PID (\d+)/.exec(found) ?? []
  if (/could not set lock/i.test(found))
    return final(
      'Warehouse',
      `Opening the DuckDB file ${path}: another process${holder ? ` (${holder})` : ''} holds it, and a file is held by one process at a time. Stop that process, or set DUCKDB_PATH to another file.`,
      { cause },
    )
  if (/not a valid DuckDB database/i.test(found))
    return final(
      'Warehouse',
      `Opening the DuckDB file ${path}: it is there, but is not a DuckDB database. Move it away, or set DUCKDB_PATH to another file.`,
      { cause },
    )
  if (/version number/i.test(found))
    return final(
      'Warehouse',
      `Opening the DuckDB file ${path}: it was written by another version of DuckDB. Use the program version that wrote it, or export its tables with that DuckDB and load them here. ${found}`,
      { cause },
    )
  return final(
    'Warehouse',
    `Opening the DuckDB file ${path} failed. Check that its folder can be written, or set DUCKDB_PATH to another file. ${found}`,
    { cause },
  )
}

/** Sorts what a statement failed with: a conflict with another writer passes, all else stays. */
export function asFailure(cause: unknown): unknown {
  if (cause instanceof ApplicationFailure || !(cause instanceof Error)) return cause
  const found = text(cause)
  if (/TransactionContext Error.*conflict|write-write conflict/is.test(found))
    return passing(
      'Warehouse',
      `Another writer was at the same table; the step tries again. ${found}`,
      { cause },
    )
  if (/no space left|disk.*full/i.test(found))
    return final(
      'Warehouse',
      `The disk that holds the DuckDB file is full; nothing was written. Make room, then run the update again. ${found}`,
      { cause },
    )
  if (/out of memory/i.test(found))
    return final(
      'Warehouse',
      `DuckDB ran out of memory; nothing was written. Give the worker more memory, or make room on the disk it spills to. ${found}`,
      { cause },
    )
  return /^[A-Z][\w ]*Error:/.test(found)
    ? final('Warehouse', `DuckDB refused a statement. ${found}`, { cause })
    : cause
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
