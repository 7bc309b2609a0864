import type { ApplicationFailure } from '@temporalio/common'

import { final, passing } from '../failure.ts'

/** What DuckDB says, what that means, and what to do. */
type Reading = readonly [said: RegExp, meaning: string]

const OPENING: readonly Reading[] = [
  [
    /not a valid DuckDB database|Is a directory/i,
    'it is there, but is no DuckDB database. Move it away, or set DUCKDB_PATH to another file.',
  ],
  [
    /version number/i,
    'it was written by another version of DuckDB. Use the version of this program that wrote it, or export its tables with that DuckDB and load them into a new file.',
  ],
  [
    /corrupt|could not read enough bytes|replaying WAL|checksum/i,
    'it is damaged. Put back a copy of it, together with its .wal file if it had one; it was not changed.',
  ],
  [
    /permission denied|read-only file system|EACCES|EROFS/i,
    'it may not be read and written by this user. Give the user that right on the file and its folder, or set DUCKDB_PATH to another file.',
  ],
  [
    /no space left|ENOSPC/i,
    'the disk is full. Make room, or set DUCKDB_PATH to a file on another disk.',
  ],
]

/** Why the file could not be opened, and what to do about it. */
export function openFailure(path: string, cause: unknown): ApplicationFailure {
  const found = text(cause)
  const what = `Opening the DuckDB file ${path}: `
  if (/could not set lock/i.test(found)) {
    const [, holder] = /PID (\d+)/.exec(found) ?? []
    return final(
      'Warehouse',
      `${what}another process${holder ? ` (PID ${holder})` : ''} holds it, and a file is held by one process at a time. Stop that process, or set DUCKDB_PATH to another file.`,
      { cause },
    )
  }
  const meaning =
    meaningOf(OPENING, found) ??
    'that failed. Check that its folder can be written, or set DUCKDB_PATH to another file.'
  return final('Warehouse', `${what}${meaning} ${found}`, { cause })
}

const RUNNING: readonly Reading[] = [
  [
    /database has been invalidated/i,
    'an earlier fault, told before this one, has shut the file for this process; what was committed is safe. Mend that fault, then start the program again.',
  ],
  [
    /no space left|disk.*full/i,
    'the disk is full; the tables are as they were. Make room, then run the step again.',
  ],
  [
    /out of memory/i,
    'DuckDB ran out of memory; the tables are as they were. Give the program more memory, or make room on the disk beside the file, which it spills to.',
  ],
  [
    /does not exist/i,
    'a table or column is not there. Was it dropped by hand? Run the update again: it creates tables that are missing.',
  ],
]

/** Sorts what a statement failed with: a conflict with another writer passes, all else stays. */
export function statementFailure(statement: string, cause: unknown): ApplicationFailure {
  const found = text(cause)
  const what = `Running ${brief(statement)} in DuckDB: `
  if (found.startsWith('TransactionContext Error') && /conflict/i.test(found))
    return passing(
      'Warehouse',
      `${what}another writer was at the same table; nothing was written, and the step tries again. ${found}`,
      { cause },
    )
  const meaning = meaningOf(RUNNING, found) ?? 'it was refused; the tables are as they were.'
  return final('Warehouse', `${what}${meaning} ${found}`, { cause })
}

const meaningOf = (readings: readonly Reading[], found: string): string | undefined =>
  readings.find(([said]) => said.test(found))?.[1]

const LONGEST = 160

/** The beginning of a statement, on one line. */
function brief(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim()
  return `"${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}"`
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
