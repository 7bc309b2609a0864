import { Command } from 'commander'

import { importHistory as load } from '../../activities/import-history.ts'
import { readConfig } from '../config.ts'
import { count } from '../format.ts'
import { readGraph } from '../station.ts'
import { openWarehouse } from '../warehouse.ts'

/** `ees import-history DIR`: loads the frozen tables. */
export const importHistory = new Command('import-history')
  .description('load the frozen history tables once, from <table>.parquet or <table>.csv files')
  .argument('<dir>', 'the folder with a file for each frozen table')
  .action(run)

async function run(folder: string): Promise<void> {
  const config = readConfig(process.env)
  const graph = await readGraph()
  const warehouse = await openWarehouse(config)
  try {
    const now = () => new Date()
    const deps = { graph, warehouse, sourcesKind: config.sources.kind, now }
    for (const [table, rows] of await load(deps, folder))
      process.stdout.write(
        `  ${table.padEnd(34)}${rows > 0 ? `${count(rows).padStart(11)} rows` : 'was loaded before, with the same rows'}\n`,
      )
  } finally {
    await warehouse.close()
  }
}
