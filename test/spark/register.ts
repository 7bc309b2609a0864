import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Statements } from './shim/statements.ts'

/** A table whose making was interrupted has none. */
const FIRST_COMMIT = '_delta_log/00000000000000000000.json'

/** Puts the tables of a folder, `<schema>.db/<table>`, into Spark's catalogue, which forgets them when Spark ends. */
export async function registerTables({ run }: Statements, folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const schema = name.replace(/\.db$/, '')
    await run(`CREATE SCHEMA IF NOT EXISTS \`${schema}\``)
    for (const table of readdirSync(join(folder, name)))
      if (existsSync(join(folder, name, table, FIRST_COMMIT)))
        await run(
          `CREATE TABLE IF NOT EXISTS \`${schema}\`.\`${table}\` USING DELTA LOCATION '${join(folder, name, table)}'`,
        )
  }
}
