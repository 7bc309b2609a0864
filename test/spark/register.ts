import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Statements } from './shim/statements.ts'

/** Puts the tables of a folder, `<schema>.db/<table>`, into Spark's catalogue, which forgets them when Spark ends. */
export async function registerTables({ run }: Statements, folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const schema = name.replace(/\.db$/, '')
    await run(`CREATE SCHEMA IF NOT EXISTS \`${schema}\``)
    for (const table of readdirSync(join(folder, name)))
      if (existsSync(join(folder, name, table, '_delta_log')))
        await run(
          `CREATE TABLE IF NOT EXISTS \`${schema}\`.\`${table}\` USING DELTA LOCATION '${join(folder, name, table)}'`,
        )
  }
}
