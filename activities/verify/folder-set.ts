import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { expression, sql } from '../../pipelines/define.ts'
import { final } from '../failure.ts'
import { literal } from '../warehouse/duckdb-names.ts'
import type { Ask, Side, TableSet } from './side.ts'

/**
 * The tables of a folder: `<table>.parquet`, also as a folder of parts, or `<table>.csv`. Read by DuckDB, as far as is
 * asked for.
 *
 * @throws ApplicationFailure where the folder has none, or one of them cannot be read.
 */
export async function folderSet(ask: Ask, folder: string): Promise<TableSet> {
  const tables = new Map<string, Side>()
  for (const file of (await readdir(folder)).sort()) {
    const [, name, ending] = /^(\w+)\.(csv|parquet)$/.exec(file) ?? []
    if (name && ending) tables.set(name, await read(ask, join(folder, file)))
  }
  if (tables.size > 0) return { label: `the folder ${folder}`, tables }
  throw final(
    'BadInput',
    `Looking for tables in the folder ${folder}: there is no <table>.parquet and no <table>.csv. Export the other set to it, a file for each table, and try again.`,
  )
}

async function read(ask: Ask, file: string): Promise<Side> {
  const typed = file.endsWith('.parquet')
  const from = expression(typed ? await parquet(file) : csv(file))
  try {
    const rows = await ask(sql`DESCRIBE SELECT * FROM ${from}`)
    const columns = rows.map((row) => [String(row['column_name']), String(row['column_type'])])
    return { from, columns: new Map(columns.map(([name = '', type = '']) => [name, type])), typed }
  } catch (cause) {
    throw final(
      'BadInput',
      `Reading ${file}: it cannot be read as ${typed ? 'parquet' : 'CSV with a header line'}. Export it again. ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
}

async function parquet(file: string): Promise<string> {
  const parts = (await stat(file)).isDirectory() ? join(file, '**', '*.parquet') : file
  return `read_parquet(${literal(parts)})`
}

/** As text: what is compared is cast to the other side's type. An empty field is NULL, `""` is empty text. */
const csv = (file: string): string =>
  `read_csv(${literal(file)}, header = true, all_varchar = true, allow_quoted_nulls = false)`
