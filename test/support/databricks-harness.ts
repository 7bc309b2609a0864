import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

import { DATABRICKS } from '../../activities/warehouse/dialect-databricks.ts'
import type { WarehouseHarness } from '../contract/warehouse/harness.ts'
import type { RigAddress } from '../spark/rig.ts'
import { createDatabricksSite, type DatabricksSite } from './databricks-site.ts'

/**
 * Sites on a rig. To make all tables of one takes longer than most tests: so it is lent to one test after another, and
 * those tables that a test has written to are dropped when it ends, for `prepare` to make them anew.
 */
export function databricksHarness(rig: RigAddress): WarehouseHarness {
  const left: DatabricksSite[] = []
  return {
    create: () => createDatabricksSite(rig),
    lend: async () => {
      const site = left.pop() ?? (await createDatabricksSite(rig))
      return {
        ...site,
        remove: async () => {
          await tidy(rig, site)
          left.push(site)
        },
      }
    },
  }
}

async function tidy(rig: RigAddress, site: DatabricksSite): Promise<void> {
  const { catalog, raw, app, ops } = site.settings.names
  const drops: string[] = []
  for (const schema of [raw, app, ops])
    for (const table of await writtenIn(join(rig.tableFolder, `${schema}.db`)))
      drops.push(`DROP TABLE ${[catalog, schema, table].map(DATABRICKS.identifier).join('.')}`)
  await Promise.all([site.run(drops), site.emptyVolume()])
}

/** The tables of a schema's folder that are not as `prepare` makes them, by one commit. */
async function writtenIn(folder: string): Promise<string[]> {
  const tables = await readdir(folder)
  const commits = await Promise.all(
    tables.map(async (table) => {
      const files = await readdir(join(folder, table, '_delta_log'))
      return files.filter((file) => /^\d+\.json$/.test(file)).length
    }),
  )
  return tables.filter((table, at) => commits[at] !== 1 || MADE_LATER.test(table))
}

const MADE_LATER = /^(staged_|archive_|last_updated$)/
