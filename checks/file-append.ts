import type { Day, RawTable } from '../pipelines/define.ts'
import type { FileAppendFacts } from './facts.ts'
import { isStray } from './file-listing.ts'
import { checkFiles } from './files.ts'
import { type Finding, stop } from './finding.ts'
import { checkRows } from './rows.ts'

/** A raw table around an append of files that is about to be committed. */
export function checkFileAppend(table: RawTable, facts: FileAppendFacts, today: Day): Finding[] {
  const files = [...facts.files].map(([name, rows]) => ({ name, rows, faults: [] }))
  const rows = { nulls: facts.nulls, duplicates: { count: 0, examples: [] } }
  return [
    ...checkFiles(table, files),
    ...filesThere(table, facts),
    ...unequal(table, facts),
    // What a row says of its file may never be NULL; the file's own columns may.
    ...checkRows({ ...table, nullable: [] }, rows, `The new files of ${table.name}`),
    ...strays(table, facts, today),
  ]
}

function filesThere(table: RawTable, { there }: FileAppendFacts): Finding[] {
  if (there.size === 0) return []
  return [
    stop('no-file-twice', {
      table: table.name,
      count: there.size,
      examples: [...there].map(([name, rows]) => `${name}: ${rows} rows there`),
      message: `${table.name} already has ${there.size} of the batch's files; wanted is none. Another writer was first: run the step again, it asks for what is then missing.`,
    }),
  ]
}

function unequal(table: RawTable, { files, before, after }: FileAppendFacts): Finding[] {
  const rows = [...files.values()].reduce((sum, count) => sum + count, 0)
  if (after === before + rows) return []
  return [
    stop('rows-add-up', {
      table: table.name,
      count: Math.abs(after - before - rows),
      examples: [`${before} rows before, ${rows} in the files, ${after} after`],
      message: `Appending ${files.size} files to ${table.name} gave ${after} rows; wanted are ${before + rows}, those before and those that the files say they have. Run the step again; if it comes again, look for another writer of this table.`,
    }),
  ]
}

function strays(table: RawTable, { days }: FileAppendFacts, today: Day): Finding[] {
  const found = [...days].filter(([day]) => isStray(day, today))
  const [first] = found
  if (!first) return []
  return [
    stop('files-dated', {
      table: table.name,
      day: first[0],
      count: found.reduce((sum, [, rows]) => sum + rows, 0),
      examples: found.map(([day, rows]) => `${day}: ${rows} rows`),
      message: `The new rows of ${table.name} are of ${found.length} days that no file can be of; wanted are days from 2020-01-01 to tomorrow. Look at the names of the files.`,
    }),
  ]
}
